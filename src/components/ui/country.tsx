import { countryName } from '@/domain/format';
import { cn } from './cn';

/** The code, the name on hover and for screen readers. */
export function CountryCode({ code, className }: { code: string; className?: string }) {
  return (
    <abbr title={countryName(code)} className={cn('font-mono text-muted-foreground no-underline', className)}>
      {code}
    </abbr>
  );
}
