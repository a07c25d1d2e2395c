'use client';
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { formatCount } from '@/domain/format';
import { ListStates } from './list-states';
import { EmptyState } from './notice';
import { PageHeader } from './page-header';
import { ShowMore } from './show-more';

interface ListPageProps<T> {
  title: string;
  /** `group`: one of what is listed. */
  noun: string;
  list: ComponentProps<typeof ListStates<T>>['query'] &
    Omit<ComponentProps<typeof ShowMore>['list'], 'items'> & {
      readonly items: readonly T[];
      readonly isSuccess: boolean;
      readonly isPending: boolean;
    };
  /** The way to where these belong to. */
  back: ReactNode;
  /** Makes another one; false for those who may not. */
  add: ReactNode;
  empty: { readonly icon: LucideIcon; readonly text: string };
  children: (items: readonly T[]) => ReactNode;
}

/** A page that lists what people saved: a count, a way to make another, and what stands there before the first. */
export function ListPage<T>({ title, noun, list, back, add, empty, children }: ListPageProps<T>) {
  return (
    <>
      <PageHeader
        title={title}
        note={list.isSuccess && formatCount(list.total, noun)}
        actions={
          <>
            {back}
            {list.items.length > 0 && add}
          </>
        }
      />
      <ListStates
        what={`${noun}s`}
        query={list}
        items={list.isPending ? undefined : list.items}
        rows={4}
        empty={
          <EmptyState icon={empty.icon} title={`No ${noun} yet`} actions={add}>
            {empty.text}
          </EmptyState>
        }
      >
        {(items) => (
          <div className="grid justify-items-center gap-3">
            {children(items)}
            <ShowMore list={list} />
          </div>
        )}
      </ListStates>
    </>
  );
}
