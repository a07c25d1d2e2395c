'use client';
import { TriangleAlert } from 'lucide-react';
import type { CatalogueCommand } from '@/domain/command';
import { api } from '../shell/api';
import { Badge } from '../ui/badge';
import { Checkbox } from '../ui/checkbox';
import { FormField } from '../ui/form-field';
import { ErrorState } from '../ui/notice';
import { SkeletonRows } from '../ui/skeleton';
import { Textarea } from '../ui/textarea';
import type { DraftProps } from './job-draft';
import { type OwnLine, ownLines } from './job-draft';

/** The line by which a catalogue entry is sent; platforms share it where both are listed. */
const lineOf = (command: CatalogueCommand): string => Object.values(command.lines)[0] ?? '';

export function CommandPicker({ draft, change }: DraftProps) {
  const { data, error, refetch } = api.commands.catalogue.useQuery(undefined, { staleTime: Number.POSITIVE_INFINITY });
  if (error) {
    return (
      <ErrorState title="The catalogue could not be read" message={error.message} onRetry={() => void refetch()} />
    );
  }
  if (!data) return <SkeletonRows rows={6} />;
  const toggle = (line: string, on: boolean) =>
    change({
      catalogueLines: data.map(lineOf).filter((known) => (known === line ? on : draft.catalogueLines.includes(known))),
    });
  return (
    <div className="grid gap-4">
      <ul>
        {data.map((command) => (
          <CatalogueRow
            key={command.id}
            command={command}
            checked={draft.catalogueLines.includes(lineOf(command))}
            onToggle={(on) => toggle(lineOf(command), on)}
          />
        ))}
      </ul>
      <OwnLines draft={draft} change={change} />
    </div>
  );
}

function CatalogueRow(props: { command: CatalogueCommand; checked: boolean; onToggle: (on: boolean) => void }) {
  const { command } = props;
  return (
    <li>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is a button that Radix labels */}
      <label className="grid min-h-8 cursor-pointer grid-cols-[auto_minmax(0,1fr)] items-center gap-x-2.5 rounded-sm px-1.5 py-1 hover:bg-muted/60 md:grid-cols-[auto_minmax(14rem,18rem)_minmax(0,1fr)_auto]">
        <Checkbox
          data-command={lineOf(command)}
          checked={props.checked}
          onCheckedChange={(checked) => props.onToggle(checked === true)}
        />
        <code className="truncate font-mono text-xs">{lineOf(command)}</code>
        <span className="text-muted-foreground text-xs max-md:col-start-2">{command.description}</span>
        {command.kind === 'change' && <ChangeBadge />}
      </label>
    </li>
  );
}

function ChangeBadge() {
  return (
    <Badge variant="warning">
      <TriangleAlert aria-hidden /> changes the router
    </Badge>
  );
}

function OwnLines({ draft, change }: DraftProps) {
  const lines = ownLines(draft.ownText);
  const wrong = lines.find((line) => line.error);
  return (
    <div className="grid gap-2">
      <FormField
        label="Own lines"
        hint="One command a line, sent after those above in this order. What is not a known show command counts as changing the router."
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
