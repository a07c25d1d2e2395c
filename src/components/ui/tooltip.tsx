'use client';
import { Tooltip as Primitive } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

export const TooltipProvider = Primitive.Provider;

export function TooltipContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        data-slot="tooltip-content"
        sideOffset={6}
        className={cn('z-50 max-w-72 rounded-md bg-foreground px-2 py-1 text-background text-xs', className)}
        {...props}
      />
    </Primitive.Portal>
  );
}

/** Adds a word to a control that shows an icon alone. The control still carries its own `aria-label`. */
export function Tooltip({
  label,
  side,
  children,
}: {
  label: ReactNode;
  side?: 'top' | 'right' | 'bottom';
  children: ReactNode;
}) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <TooltipContent side={side}>{label}</TooltipContent>
    </Primitive.Root>
  );
}
