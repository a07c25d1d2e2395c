import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

/**
 * 32 px rows, hairlines, 12 px text. Numbers go in cells with `text-right tabular-nums`. The header of a `long` one stays
 * in sight; such a table must fit the width (`table-fixed`).
 */
export function Table({ className, long = false, ...props }: ComponentProps<'table'> & { long?: boolean }) {
  return (
    <div
      data-slot="table-container"
      className={cn(
        // What only screen readers see is placed absolutely: it counts to this box, not to the width of the page.
        'relative w-full rounded-lg border bg-card',
        // Clipped, not scrolled: within a scroll container the header could not stay at the top of the page.
        long
          ? 'overflow-clip [&_thead]:sticky [&_thead]:top-(--page-top) [&_thead]:z-10 [&_thead]:bg-card [&_thead]:shadow-[inset_0_-1px_0_var(--border)]'
          : 'overflow-x-auto',
      )}
    >
      <table data-slot="table" className={cn('w-full border-collapse text-xs', className)} {...props} />
    </div>
  );
}

export function TableHeader({ className, ...props }: ComponentProps<'thead'>) {
  return <thead data-slot="table-header" className={cn('text-muted-foreground', className)} {...props} />;
}

/** The one row of most headers. */
export function HeaderRow(props: ComponentProps<'tr'>) {
  return (
    <TableHeader>
      <TableRow className="hover:bg-transparent" {...props} />
    </TableHeader>
  );
}

export function TableBody({ className, ...props }: ComponentProps<'tbody'>) {
  return <tbody data-slot="table-body" className={cn('[&>tr:last-child]:border-0', className)} {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return (
    <tr
      data-slot="table-row"
      className={cn('h-8 border-b data-[selected=true]:bg-selected hover:bg-muted/60', className)}
      {...props}
    />
  );
}

export function TableHead({ className, ...props }: ComponentProps<'th'>) {
  return (
    <th
      data-slot="table-head"
      scope="col"
      className={cn('h-8 whitespace-nowrap px-3 text-left font-medium', className)}
      {...props}
    />
  );
}

export function TableCell({ className, ...props }: ComponentProps<'td'>) {
  return <td data-slot="table-cell" className={cn('h-8 whitespace-nowrap px-3', className)} {...props} />;
}

/** Above the cells of a menu or a few buttons; its name is for those who hear it. */
export function ActionsHead({ className }: { className?: string }) {
  return (
    <TableHead className={cn('px-1', className)}>
      <span className="sr-only">Actions</span>
    </TableHead>
  );
}

export function ActionsCell({ children }: { children: ReactNode }) {
  return <TableCell className="px-1 text-right">{children}</TableCell>;
}
