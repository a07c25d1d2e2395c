'use client';
import { ToggleGroup as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

export function ToggleGroup({ className, ...props }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      data-slot="toggle-group"
      className={cn('inline-flex rounded-md border border-input bg-card p-0.5', className)}
      {...props}
    />
  );
}

export function ToggleGroupItem({ className, ...props }: ComponentProps<typeof Primitive.Item>) {
  return (
    <Primitive.Item
      data-slot="toggle-group-item"
      className={cn(
        'inline-flex h-6.5 flex-1 items-center justify-center gap-1.5 whitespace-nowrap rounded-sm px-2.5 font-medium text-muted-foreground text-xs transition-colors duration-150 hover:text-foreground data-[state=on]:bg-selected data-[state=on]:text-link max-sm:h-9',
        className,
      )}
      {...props}
    />
  );
}
