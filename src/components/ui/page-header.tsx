import type { ReactNode } from 'react';

export function PageHeader({ title, note, actions }: { title: ReactNode; note?: ReactNode; actions?: ReactNode }) {
  return (
    <div data-slot="page-header" className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="flex min-w-0 items-baseline gap-3">
        <h1 className="line-clamp-2 wrap-anywhere font-semibold text-lg tracking-tight">{title}</h1>
        {note && <span className="whitespace-nowrap text-muted-foreground tabular-nums">{note}</span>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </div>
  );
}
