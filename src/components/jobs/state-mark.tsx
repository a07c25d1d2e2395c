import type { ComponentProps } from 'react';
import { cn } from '../ui/cn';
import type { StateView } from './state-catalogue';

/** Icon and word of a state. */
export function StateMark({ view, className, children, ...props }: { view: StateView } & ComponentProps<'span'>) {
  return (
    <span
      className={cn('inline-flex items-center gap-1.5 whitespace-nowrap align-middle', view.text, className)}
      {...props}
    >
      <StateIcon view={view} />
      {children ?? view.label}
    </span>
  );
}

/** The icon alone; the word must stand nearby. */
export function StateIcon({ view, className }: { view: StateView; className?: string }) {
  const Icon = view.icon;
  return (
    <Icon
      aria-hidden
      className={cn('size-3.5 shrink-0', view.text, view.spins && 'animate-spin [animation-duration:2s]', className)}
    />
  );
}
