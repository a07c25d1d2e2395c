'use client';
import type { ReactNode } from 'react';
import { Card } from './card';
import { ErrorState } from './notice';
import { SkeletonRows } from './skeleton';

interface ListStatesProps<T> {
  /** `groups`: what could not be loaded. */
  what: string;
  query: { readonly error: { readonly message: string } | null; readonly refetch: () => Promise<unknown> };
  /** Undefined: they have not come yet. */
  items: readonly T[] | undefined;
  /** Rows of what comes. */
  rows?: number;
  empty: ReactNode;
  children: (items: readonly T[]) => ReactNode;
}

/** A list while it comes, when it cannot come, when it is empty, and as it is. */
export function ListStates<T>({ what, query, items, rows, empty, children }: ListStatesProps<T>) {
  if (query.error) {
    return (
      <ErrorState
        title={`The ${what} could not be loaded`}
        message={query.error.message}
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (!items) {
    return (
      <Card>
        <SkeletonRows rows={rows} />
      </Card>
    );
  }
  return items.length === 0 ? empty : children(items);
}
