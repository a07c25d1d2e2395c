'use client';
import { FileSpreadsheet, FileUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { formatBytes } from '@/domain/format';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { FormField } from '../ui/form-field';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select';
import { Textarea } from '../ui/textarea';
import { useDebounced } from '../ui/use-debounced';
import { type FileSource, pasted, readFile } from './import-file';
import type { ImportState } from './use-import';

/** More than this in a text area makes typing slow; a file of any size goes by unseen. */
const MAX_EDITABLE = 200_000;

const EXAMPLE = `name,address,port,country,platform,site,tags,credential
fra-core-01,10.0.0.1,22,DE,cisco_ios,Frankfurt,core;eu,lab`;

/** A file, dropped or chosen, or pasted text. */
export function FileField({ current }: { current: ImportState }) {
  const [problem, setProblem] = useState<string | null>(null);
  const source = current.draft?.source.kind === 'file' ? current.draft.source : null;
  const read = async (file: File | undefined) => {
    if (!file) return;
    const result = await readFile(file);
    setProblem(result.ok ? null : result.problem);
    if (result.ok) current.open(result.source);
  };
  const editable = source === null || (source.format === 'csv' && source.content.length <= MAX_EDITABLE);
  return (
    <div className="grid gap-4">
      <DropArea onFile={read} />
      {problem && <Alert variant="danger">{problem}</Alert>}
      {source && (source.fileName || !editable) && <ChosenFile source={source} current={current} />}
      {editable && (
        <PasteField
          content={source?.content ?? ''}
          onContent={(content) => (content.trim() === '' ? current.close() : current.open(pasted(content)))}
        />
      )}
    </div>
  );
}

function DropArea({ onFile }: { onFile: (file: File | undefined) => void }) {
  const inputRef = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a way more; the button in it does the same
    <div
      className={cn(
        'flex flex-wrap items-center justify-between gap-3 rounded-md border border-dashed px-4 py-3',
        over && 'border-ring bg-selected',
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFile(event.dataTransfer.files[0]);
      }}
    >
      <p className="text-muted-foreground">
        <span className="max-sm:hidden">Drop a CSV or Excel file (.xlsx) here. </span>Up to 50,000 rows.
      </p>
      <Button onClick={() => inputRef.current?.click()}>
        <FileUp /> Choose a file
      </Button>
      <input
        ref={inputRef}
        type="file"
        accept=".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        aria-label="CSV or Excel file"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          onFile(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </div>
  );
}

/** What was chosen, and of a workbook which of its sheets. */
function ChosenFile({ source, current }: { source: FileSource; current: ImportState }) {
  const { sheets = [], sheet = null } = current.result ?? {};
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2" data-testid="chosen-file">
      <FileSpreadsheet aria-hidden className="size-4 text-muted-foreground" />
      <span className="min-w-0 break-all font-medium">{source.fileName ?? 'Pasted text'}</span>
      <span className="text-muted-foreground tabular-nums">{formatBytes(source.bytes)}</span>
      {sheets.length > 1 && sheet !== null && (
        <Select value={sheet} onValueChange={(name) => current.open({ ...source, sheet: name })}>
          <SelectTrigger aria-label="Sheet of the workbook" className="w-44">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {sheets.map((name) => (
              <SelectItem key={name} value={name}>
                {name}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
      <Button size="sm" variant="ghost" onClick={current.close}>
        Remove
      </Button>
    </div>
  );
}

function PasteField({ content, onContent }: { content: string; onContent: (content: string) => void }) {
  const [text, setText] = useState(content);
  const settled = useDebounced(text, 500);
  const told = useRef(content);
  // A file that was chosen replaces what was typed.
  useEffect(() => {
    if (content === told.current) return;
    told.current = content;
    setText(content);
  }, [content]);
  useEffect(() => {
    if (settled === told.current) return;
    told.current = settled;
    onContent(settled);
  }, [settled, onContent]);
  return (
    <FormField
      label="Or paste rows"
      hint="A header row first. Needed: name, address, country, platform and credential, from columns or as one value for all rows. Other names for them, and countries and platforms in common spellings, are recognised."
    >
      {(control) => (
        <Textarea
          {...control}
          rows={5}
          spellCheck={false}
          wrap="off"
          placeholder={EXAMPLE}
          className="font-mono text-xs"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
    </FormField>
  );
}
