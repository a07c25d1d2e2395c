import { formatNumber } from '@/domain/format';

interface MixProps {
  title: string;
  /** Largest first. */
  parts: readonly { readonly name: string; readonly total: number }[];
  total: number;
}

const MAX_SHOWN = 6;

/** What a number of devices is made of: the largest parts with a bar each, the rest as one number. */
export function Mix({ title, parts, total }: MixProps) {
  const rest = parts.slice(MAX_SHOWN);
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="mb-1.5 font-medium text-xs">{title}</h3>
      <ul className="grid gap-1.5 text-xs">
        {parts.slice(0, MAX_SHOWN).map((part) => (
          <li key={part.name} className="grid gap-1">
            <span className="flex justify-between gap-2">
              <span className="truncate">{part.name}</span>
              <span className="text-muted-foreground tabular-nums">{formatNumber(part.total)}</span>
            </span>
            <span aria-hidden className="h-1 overflow-hidden rounded-full bg-track">
              <span className="block h-full bg-primary" style={{ width: `${(part.total * 100) / total}%` }} />
            </span>
          </li>
        ))}
        {rest.length > 0 && (
          <li className="text-muted-foreground tabular-nums">
            and {formatNumber(rest.length)} more with {formatNumber(rest.reduce((sum, part) => sum + part.total, 0))}
          </li>
        )}
      </ul>
    </section>
  );
}
