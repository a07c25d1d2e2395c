'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react';
import { cn } from './cn';

export interface VirtualGridProps {
  count: number;
  /** Height of every cell, the gap below it counted. */
  rowHeightPx: number;
  /** As many columns as fit; absent: one. */
  minColumnPx?: number;
  getKey: (index: number) => string;
  children: (index: number) => ReactNode;
  'aria-label': string;
  className?: string;
  style?: CSSProperties;
  cellClassName?: string;
}

const OVERSCAN = 3;

/** A list in columns that scrolls within its own height; only the cells in sight exist. */
export function VirtualGrid(props: VirtualGridProps) {
  const { count, rowHeightPx, minColumnPx, getKey, children, className, style, cellClassName } = props;
  const scrollRef = useRef<HTMLDivElement>(null);
  const columns = useColumns(scrollRef, minColumnPx);
  const rows = Math.ceil(count / columns);
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeightPx,
    overscan: OVERSCAN,
  });
  const indexes = virtualizer
    .getVirtualItems()
    .flatMap(({ index }) => Array.from({ length: columns }, (_, column) => index * columns + column))
    .filter((index) => index < count);
  return (
    <div ref={scrollRef} data-slot="virtual-grid" className={cn('overflow-y-auto', className)} style={style}>
      <ul aria-label={props['aria-label']} className="relative" style={{ height: rows * rowHeightPx }}>
        {indexes.map((index) => (
          <li
            key={getKey(index)}
            aria-setsize={count}
            aria-posinset={index + 1}
            className={cn('absolute', cellClassName)}
            style={{
              top: Math.floor(index / columns) * rowHeightPx,
              height: rowHeightPx,
              left: `${((index % columns) * 100) / columns}%`,
              width: `${100 / columns}%`,
            }}
          >
            {children(index)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function useColumns(ref: { readonly current: HTMLElement | null }, minColumnPx: number | undefined): number {
  const [columns, setColumns] = useState(1);
  useEffect(() => {
    const element = ref.current;
    if (!element || !minColumnPx) return;
    const observer = new ResizeObserver(() => setColumns(Math.max(1, Math.floor(element.clientWidth / minColumnPx))));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, minColumnPx]);
  return columns;
}
