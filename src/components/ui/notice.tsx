import type { LucideIcon } from 'lucide-react';
import { CircleAlert, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button';
import { cn } from './cn';

/** An empty list: what belongs here and the next step towards it. */
export function EmptyState(props: {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  const Icon = props.icon;
  return (
    <div
      data-slot="empty-state"
      className={cn('grid justify-items-center gap-3 px-6 py-12 text-center', props.className)}
    >
      <Icon aria-hidden className="size-6 text-muted-foreground" strokeWidth={1.5} />
      <div className="grid max-w-sm gap-1">
        <p className="font-medium text-sm">{props.title}</p>
        {props.children && <div className="text-muted-foreground">{props.children}</div>}
      </div>
      {props.actions && <div className="flex flex-wrap justify-center gap-2">{props.actions}</div>}
    </div>
  );
}

/** Something that could not be loaded, with the reason and another try. */
export function ErrorState({ title, message, onRetry }: { title: string; message: string; onRetry?: () => void }) {
  return (
    <div data-slot="error-state" role="alert" className="grid justify-items-center gap-3 px-6 py-10 text-center">
      <CircleAlert aria-hidden className="size-6 text-state-failed" strokeWidth={1.5} />
      <div className="grid max-w-md gap-1">
        <p className="font-medium text-sm">{title}</p>
        <p className="break-words text-muted-foreground">{message}</p>
      </div>
      {onRetry && (
        <Button onClick={onRetry}>
          <RotateCw /> Try again
        </Button>
      )}
    </div>
  );
}
