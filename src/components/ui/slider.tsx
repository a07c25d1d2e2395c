'use client';
import { Slider as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

export function Slider({ className, 'aria-label': label, ...props }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      data-slot="slider"
      className={cn('relative flex h-8 w-full touch-none select-none items-center', className)}
      {...props}
    >
      <Primitive.Track className="relative h-1 w-full grow rounded-full bg-track">
        <Primitive.Range className="absolute h-full rounded-full bg-primary" />
      </Primitive.Track>
      <Primitive.Thumb
        aria-label={label}
        className="block size-4 rounded-full border-2 border-primary bg-card focus-visible:outline-offset-2"
      />
    </Primitive.Root>
  );
}
