'use client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { Fragment, type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useScale } from './use-screen';

export interface VirtualBodyProps {
  count: number;
  /** At the usual size of text; see `useScale`. */
  rowHeightPx: number;
  getKey: (index: number) => string;
  /** A `<tr>` of exactly that height. */
  children: (index: number) => ReactNode;
  /** Called when the last row is near; for lists that grow. */
  onNearEnd?: () => void;
  /** Called with the first and the last row that exist at the moment; for lists of which only some are at hand. */
  onShown?: (first: number, last: number) => void;
}

const OVERSCAN = 14;

/**
 * A table body of any length of which only the rows on the screen exist; the others are two empty rows of their height.
 * Scrolls with the page.
 */
export function VirtualBody({ count, rowHeightPx, getKey, children, onNearEnd, onShown }: VirtualBodyProps) {
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  const height = rowHeightPx * useScale();
  const [scrollMargin, setScrollMargin] = useState(0);
  // What stands above the table grows and shrinks, and the page with it: told by the browser after its own layout, since
  // asking at each draw would make it lay out the page twice.
  useLayoutEffect(() => {
    const measure = () =>
      setScrollMargin(Math.round((bodyRef.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => height,
    overscan: OVERSCAN,
    scrollMargin,
    getItemKey: useStable(getKey),
  });
  // Sizes that were taken before the text changed its own are kept otherwise.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another height asks for it
  useLayoutEffect(() => virtualizer.measure(), [height]);
  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const lastIndex = last?.index ?? -1;
  useEffect(() => {
    if (lastIndex >= count - OVERSCAN && count > 0) onNearEnd?.();
  }, [lastIndex, count, onNearEnd]);
  const firstIndex = first?.index ?? -1;
  useEffect(() => {
    if (firstIndex >= 0) onShown?.(firstIndex, lastIndex);
  }, [firstIndex, lastIndex, onShown]);
  const before = first ? first.start - scrollMargin : 0;
  const after = last ? virtualizer.getTotalSize() - (last.end - scrollMargin) : 0;
  return (
    <tbody ref={bodyRef} data-slot="virtual-body">
      <Gap heightPx={before} />
      {items.map((item) => (
        <Fragment key={item.key}>{children(item.index)}</Fragment>
      ))}
      <Gap heightPx={after} />
    </tbody>
  );
}

/** A new function would have every row measured anew, ten thousand of them several times a second. */
function useStable(getKey: (index: number) => string): (index: number) => string {
  const latest = useRef(getKey);
  latest.current = getKey;
  return useCallback((index) => latest.current(index), []);
}

/** One cell, not as many as there are columns: those hidden on a small screen would come back through it. */
function Gap({ heightPx }: { heightPx: number }) {
  if (heightPx <= 0) return null;
  return (
    <tr>
      <td style={{ height: heightPx, padding: 0 }} />
    </tr>
  );
}
