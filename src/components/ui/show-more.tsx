'use client';
import type { ComponentProps } from 'react';
import { formatNumber } from '@/domain/format';
import { Button } from './button';

interface ShowMoreProps extends Omit<ComponentProps<typeof Button>, 'onClick' | 'children' | 'disabled'> {
  list: {
    readonly items: readonly unknown[];
    readonly total: number;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
}

/** The next page of a list that grows page by page; nothing after the last one. */
export function ShowMore({ list, ...props }: ShowMoreProps) {
  if (!list.hasNextPage) return null;
  return (
    <Button {...props} disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      {list.isFetchingNextPage ? 'Loading' : `Show more (${formatNumber(list.total - list.items.length)} left)`}
    </Button>
  );
}
