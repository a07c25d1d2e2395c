import { Search } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { Input } from './input';

/** A search box; `aria-label` names what is searched. */
export function SearchInput({ className, ...props }: ComponentProps<'input'> & { 'aria-label': string }) {
  return (
    <div data-slot="search-input" className={cn('relative', className)}>
      <Search
        aria-hidden
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 size-3.5 text-muted-foreground"
      />
      <Input type="search" autoComplete="off" spellCheck={false} className="pl-8" {...props} />
    </div>
  );
}
