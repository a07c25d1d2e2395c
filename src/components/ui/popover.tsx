'use client';
import { Popover as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

export const Popover = Primitive.Root;
export const PopoverTrigger = Primitive.Trigger;

export function PopoverContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        data-slot="popover-content"
        sideOffset={4}
        align="start"
        collisionPadding={8}
        className={cn(
          'data-[state=open]:fade-in-0 z-50 max-w-[calc(100vw-1rem)] rounded-md border bg-popover shadow-md data-[state=open]:animate-in',
          className,
        )}
        {...props}
      />
    </Primitive.Portal>
  );
}
