import { cva, type VariantProps } from 'class-variance-authority';
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn';

const alertVariants = cva('flex items-start gap-2 rounded-md border bg-card px-3 py-2 text-body', {
  variants: {
    variant: {
      info: '[&>svg]:text-state-running',
      warning: 'border-state-paused-fill [&>svg]:text-state-paused',
      danger: 'border-danger [&>svg]:text-state-failed',
    },
  },
  defaultVariants: { variant: 'info' },
});

const ICONS = { info: Info, warning: TriangleAlert, danger: CircleAlert };

export function Alert({
  className,
  variant,
  children,
  ...props
}: ComponentProps<'div'> & VariantProps<typeof alertVariants>) {
  const Icon = ICONS[variant ?? 'info'];
  return (
    <div
      data-slot="alert"
      role={variant === 'danger' ? 'alert' : undefined}
      className={cn(alertVariants({ variant }), className)}
      {...props}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
