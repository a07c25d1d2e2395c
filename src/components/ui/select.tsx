'use client';
import { Check, ChevronDown } from 'lucide-react';
import { Select as Primitive } from 'radix-ui';
import { type ComponentProps, useEffect, useRef } from 'react';
import { cn } from './cn';
import { controlClasses } from './input';

export const Select = Primitive.Root;
export const SelectValue = Primitive.Value;

export function SelectTrigger({ className, children, ...props }: ComponentProps<typeof Primitive.Trigger>) {
  return (
    <Primitive.Trigger
      data-slot="select-trigger"
      className={cn(
        controlClasses,
        'flex h-8 items-center justify-between gap-1.5 whitespace-nowrap max-sm:h-10 [&>span]:truncate',
        className,
      )}
      {...props}
    >
      {children}
      <Primitive.Icon asChild>
        <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
      </Primitive.Icon>
    </Primitive.Trigger>
  );
}

export function SelectContent({ className, children, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        data-slot="select-content"
        position="popper"
        sideOffset={4}
        className={cn(
          'data-[state=open]:fade-in-0 z-50 max-h-[min(22rem,var(--radix-select-content-available-height))] min-w-[var(--radix-select-trigger-width)] overflow-hidden rounded-md border bg-popover shadow-md data-[state=open]:animate-in',
          className,
        )}
        {...props}
      >
        <Primitive.Viewport className="p-1">{children}</Primitive.Viewport>
        <InertBehind />
      </Primitive.Content>
    </Primitive.Portal>
  );
}

/**
 * An open list hides the rest of the page from assistive technology, where it could still be reached (axe:
 * aria-hidden-focus): this takes it out of reach as well.
 */
function InertBehind() {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    // A closed list is kept outside of the document, to know its items: it hides nothing.
    if (!mark.current?.isConnected) return;
    let behind: HTMLElement[] = [];
    let closed = false;
    // The list's own effect, which marks what it hides, runs after this one.
    queueMicrotask(() => {
      // What is put out of reach now nobody would bring back.
      if (closed) return;
      behind = [...document.querySelectorAll<HTMLElement>('[data-aria-hidden="true"]')].filter(({ inert }) => !inert);
      for (const element of behind) element.inert = true;
    });
    return () => {
      closed = true;
      for (const element of behind) element.inert = false;
    };
  }, []);
  return <span ref={mark} hidden />;
}

export function SelectItem({ className, children, ...props }: ComponentProps<typeof Primitive.Item>) {
  return (
    <Primitive.Item
      data-slot="select-item"
      className={cn(
        'relative flex h-8 cursor-default select-none items-center rounded-sm pr-8 pl-2 text-body outline-none data-[highlighted]:bg-muted max-sm:h-10',
        className,
      )}
      {...props}
    >
      <Primitive.ItemText>{children}</Primitive.ItemText>
      <Primitive.ItemIndicator className="absolute right-2">
        <Check aria-hidden className="size-3.5" />
      </Primitive.ItemIndicator>
    </Primitive.Item>
  );
}
