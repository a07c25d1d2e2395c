'use client';
import { Tabs as Primitive } from 'radix-ui';
import { type ComponentProps, useLayoutEffect, useRef } from 'react';
import { cn } from './cn';

export const Tabs = Primitive.Root;

/** Scrolls sideways where the tabs are wider than it; the chosen one is in sight. */
export function TabsList({ className, ...props }: ComponentProps<typeof Primitive.List>) {
  const ref = useRef<HTMLDivElement>(null);
  const seen = useRef<Element | null>(null);
  // Only when another one is chosen: a reader who has scrolled the strip is not called back by a count that changes.
  useLayoutEffect(() => {
    const [list, chosen] = [ref.current, ref.current?.querySelector<HTMLElement>('[data-state="active"]') ?? null];
    if (!list || !chosen || chosen === seen.current) return;
    seen.current = chosen;
    const end = chosen.offsetLeft + chosen.offsetWidth - list.clientWidth;
    list.scrollLeft = Math.min(chosen.offsetLeft, Math.max(list.scrollLeft, end));
  });
  return (
    <Primitive.List
      ref={ref}
      data-slot="tabs-list"
      // The line is drawn rather than a border: it ends with what stands below, while the tabs have room for their rings.
      className={cn(
        '-mx-1.5 relative flex gap-1 overflow-x-auto bg-[length:calc(100%-0.75rem)_1px] bg-[linear-gradient(var(--border),var(--border))] bg-bottom bg-no-repeat',
        className,
      )}
      {...props}
    />
  );
}

export function TabsTrigger({ className, ...props }: ComponentProps<typeof Primitive.Trigger>) {
  return (
    <Primitive.Trigger
      data-slot="tabs-trigger"
      className={cn(
        'flex h-9 items-center px-1.5 gap-1.5 whitespace-nowrap border-transparent border-b-2 font-medium text-body text-muted-foreground transition-colors duration-150 hover:text-foreground focus-visible:outline-offset-[-2px] data-[state=active]:border-primary data-[state=active]:text-foreground',
        className,
      )}
      {...props}
    />
  );
}

export function TabsContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return <Primitive.Content data-slot="tabs-content" className={cn('outline-none', className)} {...props} />;
}
