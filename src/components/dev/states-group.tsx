import type { ReactNode } from 'react';

/** Samples of one component under its name. */
export function StatesGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid gap-2">
      <h3 className="text-muted-foreground text-xs">{title}</h3>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">{children}</div>
    </div>
  );
}
