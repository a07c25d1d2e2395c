import type { ComponentProps } from 'react';
import { cn } from './cn';

/** The shape of what comes; unseen for the first 300 ms. */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div data-slot="skeleton" aria-hidden className={cn('appear-late rounded-sm bg-track', className)} {...props} />
  );
}

/** Table rows to come. */
export function SkeletonRows({ rows = 8, className }: { rows?: number; className?: string }) {
  return (
    <div data-slot="skeleton-rows" role="status" aria-label="Loading" className={cn('appear-late', className)}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <div key={row} className="flex h-8 items-center gap-6 border-b px-3 last:border-0">
          <div className="h-2.5 rounded-sm bg-track" style={{ width: `${18 + ((row * 7) % 12)}%` }} />
          <div className="h-2.5 w-12 rounded-sm bg-track" />
          <div className="h-2.5 rounded-sm bg-track" style={{ width: `${10 + ((row * 5) % 9)}%` }} />
        </div>
      ))}
    </div>
  );
}

/** A heading and a list to come. */
export function PageSkeleton() {
  return (
    <>
      <Skeleton className="h-7 w-40" />
      <SkeletonRows rows={10} />
    </>
  );
}
