import type { ReactNode } from 'react';

/** Samples of one component under its name. */
export function StatesGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
      <h3 className="text-muted-foreground text-xs">{title}</h3>
      <div className="flex min-w-0 flex-wrap items-center gap-x-5 gap-y-2">{children}</div>
    </div>
  );
}
