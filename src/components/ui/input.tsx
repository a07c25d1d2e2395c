import type { ComponentProps } from 'react';
import { cn } from './cn';

export const controlClasses =
  'w-full min-w-0 rounded-md border border-input bg-card px-2.5 text-body text-foreground transition-colors duration-150 placeholder:text-muted-foreground disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-danger max-sm:text-base';

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input data-slot="input" className={cn(controlClasses, 'h-8 max-sm:h-10', className)} {...props} />;
}
