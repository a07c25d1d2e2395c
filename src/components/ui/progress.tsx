import type { ComponentProps } from 'react';
import { cn } from './cn';

export interface ProgressSegment {
  key: string;
  /** In the unit of `total`. */
  value: number;
  /** Fill classes. */
  className: string;
}

export interface ProgressProps extends Omit<ComponentProps<'div'>, 'children'> {
  segments: readonly ProgressSegment[];
  total: number;
  /** How much of `total` is done, for assistive technology; segments may show more (what is running). */
  value: number;
  'aria-label': string;
}

/** A bar in parts. Each part eases to its new width; their order never changes. */
export function Progress({ segments, total, value, className, ...props }: ProgressProps) {
  return (
    <div
      data-slot="progress"
      role="progressbar"
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={value}
      className={cn('flex h-1.5 w-full overflow-hidden rounded-full bg-track', className)}
      {...props}
    >
      {segments.map((segment) => (
        <div
          key={segment.key}
          data-segment={segment.key}
          className={cn('h-full shrink-0 transition-[width] duration-200 ease-out', segment.className)}
          style={{ width: total === 0 ? '0%' : `${(segment.value * 100) / total}%` }}
        />
      ))}
    </div>
  );
}
