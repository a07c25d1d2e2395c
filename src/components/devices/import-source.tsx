'use client';
import { FileUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { Card, CardBody, CardHeader, CardTitle } from '../ui/card';
import { cn } from '../ui/cn';
import { FormField } from '../ui/form-field';
import { formatBytes } from '../ui/format';
import { Textarea } from '../ui/textarea';
import { useDebounced } from '../ui/use-debounced';

/** As much as the server takes. */
const MAX_BYTES = 8_000_000;
/** More than this in a text area makes typing slow; a file of any size goes by unseen. */
const MAX_EDITABLE = 200_000;

const EXAMPLE = `name,address,port,country,platform,site,tags,credential
fra-core-01,10.0.0.1,22,DE,cisco_ios,Frankfurt,core;eu,lab`;

/** A file, dropped or chosen, or pasted text. */
export function ImportSource({ content, onContent }: { content: string; onContent: (content: string) => void }) {
  const inputRef = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [fileName, setFileName] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const read = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > MAX_BYTES) {
      return setProblem(
        `${file.name} has ${formatBytes(file.size)}; at most ${formatBytes(MAX_BYTES)} can be imported at once.`,
      );
    }
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
      setProblem(null);
      setFileName(file.name);
      onContent(text);
    } catch {
      setProblem(`${file.name} is not UTF-8 text. Save it as "CSV UTF-8" and choose it again.`);
    }
  };
  return (
    <Card
      className={cn(over && 'border-ring')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void read(event.dataTransfer.files[0]);
      }}
    >
      <CardHeader>
        <CardTitle>CSV file</CardTitle>
        <Button size="sm" onClick={() => inputRef.current?.click()}>
          <FileUp /> Choose a file
        </Button>
        <input
          ref={inputRef}
          type="file"
          accept=".csv,text/csv"
          aria-label="CSV file"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            void read(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </CardHeader>
      <CardBody className="grid gap-3">
        {problem && <Alert variant="danger">{problem}</Alert>}
        {content.length > MAX_EDITABLE ? (
          <p className="flex items-center gap-3">
            {fileName ?? 'Pasted text'}, {formatBytes(content.length)}
            <Button size="sm" variant="ghost" onClick={() => onContent('')}>
              Remove
            </Button>
          </p>
        ) : (
          <PasteField content={content} onContent={onContent} />
        )}
      </CardBody>
    </Card>
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
      hint="A header row first. Needed: name, address, country, platform, credential (by its name). Optional: port, site, tags (separated by semicolons), jump_host (by its name), algorithms (modern, legacy, ancient), keepalive (on, off)."
    >
      {(control) => (
        <Textarea
          {...control}
          rows={6}
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
