import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Card } from '../ui/card';

interface WaitingLineProps {
  icon: LucideIcon;
  className: string;
  /** What waits, as a link to where it is settled. */
  title: ReactNode;
  children: ReactNode;
}

/** One thing that needs a person. */
export function WaitingLine({ icon: Icon, className, title, children }: WaitingLineProps) {
  return (
    <Card className="flex items-start gap-2.5 px-4 py-2.5">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${className}`} />
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        <p className="break-words text-muted-foreground text-xs">{children}</p>
      </div>
    </Card>
  );
}
