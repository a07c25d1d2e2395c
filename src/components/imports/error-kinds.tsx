import { formatCount } from '@/domain/format';
import type { ImportResult } from './import-words';

const SHOWN = 6;

/** Errors that are one, said once: the same wrong cell in thousands of rows is mended in one place. */
export function ErrorKinds({ kinds }: { kinds: ImportResult['errorKinds'] }) {
  const more = kinds.length - SHOWN;
  return (
    <ul
      aria-label="Kinds of errors"
      className="grid gap-1 rounded-md border bg-card px-3 py-2"
      data-testid="error-kinds"
    >
      {kinds.slice(0, SHOWN).map(({ field, message, count, row }) => (
        <li key={`${field} ${message}`} className="flex flex-wrap items-baseline gap-x-2">
          <span className="tabular-nums">{formatCount(count, 'row')}</span>
          <code className="font-mono text-state-failed text-xs">{field}</code>
          <span className="min-w-0 break-words">{message}</span>
          <span className="text-muted-foreground text-xs tabular-nums">first in row {row}</span>
        </li>
      ))}
      {more > 0 && <li className="text-muted-foreground">and {formatCount(more, 'kind')} more</li>}
    </ul>
  );
}
