'use client';
import type { DevicePlatform } from '@/domain/device';
import { Badge } from '../ui/badge';
import { FormField } from '../ui/form-field';
import { Textarea } from '../ui/textarea';
import { ChangeBadge } from './catalogue-row';
import { type DraftProps, type OwnLine, ownLines } from './job-draft';

interface OwnLinesProps extends DraftProps {
  /** Of the selected devices; null while nothing is selected. */
  platforms: readonly DevicePlatform[] | null;
}

/** Lines as the person types them; each goes to every device of the job, whatever its platform. */
export function OwnLines({ draft, change, platforms }: OwnLinesProps) {
  const lines = ownLines(draft.ownText, platforms ?? []);
  const wrong = lines.find((line) => line.error);
  return (
    <div className="grid gap-2">
      <FormField
        label="Own lines"
        hint="One command a line, sent as it is to every device after those above. What is not a known show command counts as changing the router."
        error={wrong ? `Line ${wrong.line}: ${wrong.error}` : undefined}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={3}
            spellCheck={false}
            autoCapitalize="off"
            autoCorrect="off"
            placeholder="show ip ospf border-routers"
            className="max-w-2xl font-mono text-xs"
            value={draft.ownText}
            onChange={(event) => change({ ownText: event.target.value })}
          />
        )}
      </FormField>
      {lines.length > 0 && (
        <ul aria-label="Lines as they will be sent" className="grid gap-1">
          {lines.map((line) => (
            <OwnLineRow key={line.line} line={line} />
          ))}
        </ul>
      )}
    </div>
  );
}

function OwnLineRow({ line }: { line: OwnLine }) {
  return (
    <li className="flex flex-wrap items-center gap-2 text-xs">
      <code className="break-all font-mono">{line.text}</code>
      {line.error ? (
        <Badge variant="danger">{line.error}</Badge>
      ) : line.kind === 'change' ? (
        <ChangeBadge />
      ) : (
        <Badge>reads only</Badge>
      )}
    </li>
  );
}
