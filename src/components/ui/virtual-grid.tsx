'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { cn } from './cn';
import { useScale } from './use-screen';

export interface VirtualGridProps {
  count: number;
  /** Height of every cell, the gap below it counted, at the usual size of text; see `useScale`. */
  rowHeightPx: number;
  /** As many columns as fit, at the usual size of text; absent: one. */
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
  const { count, getKey, children, className, style, cellClassName } = props;
  const scale = useScale();
  const rowHeight = props.rowHeightPx * scale;
  const scrollRef = useRef<HTMLDivElement>(null);
  const columns = useColumns(scrollRef, props.minColumnPx && props.minColumnPx * scale);
  const rows = Math.ceil(count / columns);
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
  });
  // Sizes that were taken before the text changed its own are kept otherwise.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another height asks for it
  useLayoutEffect(() => virtualizer.measure(), [rowHeight]);
  const indexes = virtualizer
    .getVirtualItems()
    .flatMap(({ index }) => Array.from({ length: columns }, (_, column) => index * columns + column))
    .filter((index) => index < count);
  return (
    <div ref={scrollRef} data-slot="virtual-grid" className={cn('overflow-y-auto', className)} style={style}>
      <ul aria-label={props['aria-label']} className="relative" style={{ height: rows * rowHeight }}>
        {indexes.map((index) => (
          <li
            key={getKey(index)}
            aria-setsize={count}
            aria-posinset={index + 1}
            className={cn('absolute', cellClassName)}
            style={{
              top: Math.floor(index / columns) * rowHeight,
              height: rowHeight,
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
