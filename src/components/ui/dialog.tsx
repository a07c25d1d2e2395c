'use client';
import { Dialog as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { useFocusReturn } from './focus-return';
import { overlayClasses } from './overlay';

export const Dialog = Primitive.Root;
export const DialogTitle = Primitive.Title;
export const DialogDescription = Primitive.Description;

/** A panel in the upper middle of the window. Esc and a click beside it close it. */
export function DialogContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  const focusReturn = useFocusReturn();
  return (
    <Primitive.Portal>
      <Primitive.Overlay data-slot="dialog-overlay" className={overlayClasses} />
      <Primitive.Content
        data-slot="dialog-content"
        className={cn(
          '-translate-x-1/2 data-[state=open]:fade-in-0 fixed top-[max(1rem,10vh)] left-1/2 z-50 flex max-h-[min(80dvh,36rem)] w-[calc(100vw-2rem)] max-w-xl flex-col overflow-hidden rounded-lg border bg-popover shadow-lg duration-150 data-[state=open]:animate-in',
          className,
        )}
        {...focusReturn}
        {...props}
      />
    </Primitive.Portal>
  );
}
