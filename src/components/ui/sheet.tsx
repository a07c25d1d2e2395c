'use client';
import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { Button } from './button';
import { cn } from './cn';
import { useFocusReturn } from './focus-return';
import { overlayClasses } from './overlay';

export const Sheet = Primitive.Root;

/** A panel at the right edge; the whole screen on a phone. */
export function SheetContent({ className, children, ...props }: ComponentProps<typeof Primitive.Content>) {
  const focusReturn = useFocusReturn();
  return (
    <Primitive.Portal>
      <Primitive.Overlay data-slot="sheet-overlay" className={overlayClasses} />
      <Primitive.Content
        data-slot="sheet-content"
        className={cn(
          'data-[state=closed]:slide-out-to-right-4 data-[state=closed]:fade-out-0 data-[state=open]:slide-in-from-right-4 data-[state=open]:fade-in-0 fixed inset-y-0 right-0 z-50 flex w-full flex-col border-l bg-popover shadow-lg duration-200 data-[state=closed]:animate-out data-[state=open]:animate-in sm:max-w-xl',
          className,
        )}
        {...focusReturn}
        {...props}
      >
        {children}
        <Primitive.Close asChild>
          <Button variant="ghost" size="iconSm" className="absolute top-3 right-3" aria-label="Close">
            <X />
          </Button>
        </Primitive.Close>
      </Primitive.Content>
    </Primitive.Portal>
  );
}

export function SheetHeader({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      data-slot="sheet-header"
      className={cn('grid grid-cols-[minmax(0,1fr)] gap-1 wrap-anywhere border-b px-5 py-4 pr-12', className)}
      {...props}
    />
  );
}

export function SheetTitle({ className, ...props }: ComponentProps<typeof Primitive.Title>) {
  return <Primitive.Title data-slot="sheet-title" className={cn('font-semibold text-base', className)} {...props} />;
}

export function SheetDescription({ className, ...props }: ComponentProps<typeof Primitive.Description>) {
  return (
    <Primitive.Description
      data-slot="sheet-description"
      className={cn('text-muted-foreground text-xs', className)}
      {...props}
    />
  );
}

export function SheetBody({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div data-slot="sheet-body" className={cn('min-h-0 flex-1 overflow-y-auto px-5 py-4', className)} {...props} />
  );
}

export function SheetFooter({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      data-slot="sheet-footer"
      className={cn('flex items-center justify-end gap-2 border-t px-5 py-3', className)}
      {...props}
    />
  );
}
