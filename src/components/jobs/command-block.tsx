'use client';
import { useState } from 'react';
import type { PlannedCommandView } from '@/domain/command';
import { formatBytes, formatCount, formatDuration } from '@/domain/format';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { CopyButton } from '../ui/copy-button';
import { DownloadLink } from '../ui/download-link';
import { failureDetail, failureLabel } from './failure-catalogue';
import type { CommandView } from './output-store';
import { COMMAND_RUN_STATE_VIEWS } from './state-catalogue';
import { StateMark } from './state-mark';

/** A browser draws this much text without a stutter; the rest comes on request. */
const SHOWN_CHARACTERS = 100_000;

interface CommandBlockProps {
  command: CommandView;
  total: number;
  planned: PlannedCommandView | undefined;
  /** The device's platform has no such command. */
  leftOut: boolean;
  /** Where the router's own bytes are. */
  rawPath: string;
}

/** One command with what the router answered. Output is hostile input: it only ever becomes a text node. */
export function CommandBlock({ command, total, planned, leftOut, rawPath }: CommandBlockProps) {
  const view = COMMAND_RUN_STATE_VIEWS[command.state];
  const title = planned?.title ?? null;
  const name = title ?? command.command;
  // Until a device has been recognised, or where it has no line, all that is known is the reference.
  const line = command.command === planned?.reference ? null : command.command;
  return (
    <section
      data-testid="command-block"
      data-index={command.index}
      data-state={command.state}
      aria-label={`Command ${command.index + 1} of ${total}: ${title ?? command.command}`}
      className="min-w-0 rounded-lg border bg-card"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-xs">
        <span className="text-muted-foreground tabular-nums">
          {command.index + 1}/{total}
        </span>
        <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3 max-sm:order-first max-sm:basis-full">
          {title && <span className="font-medium">{title}</span>}
          {line && (
            <code className={cn('min-w-0 font-mono [overflow-wrap:anywhere]', !title && 'font-medium')}>{line}</code>
          )}
        </span>
        <StateMark view={view}>{command.failure ? failureLabel(command.failure) : view.label}</StateMark>
        {command.durationMs !== null && <span className="tabular-nums">{formatDuration(command.durationMs)}</span>}
        {command.bytes > 0 && <span className="text-muted-foreground tabular-nums">{formatBytes(command.bytes)}</span>}
        {command.truncated && <Badge variant="warning">cut</Badge>}
        {command.bytes > 0 && (
          <span className="-my-1 flex max-sm:-ml-2">
            {command.output !== '' && <CopyButton text={() => command.output} label={`Copy the output of ${name}`} />}
            <DownloadLink href={rawPath} label={`Download the bytes that answered ${name}`} word="Raw" />
          </span>
        )}
      </header>
      {leftOut && (
        <p className="border-t px-3 py-2 text-muted-foreground text-xs">
          This platform has no such command; nothing was sent.
        </p>
      )}
      {command.failure && (
        <p className="border-t px-3 py-2 text-state-failed text-xs">{failureDetail(command.failure)}</p>
      )}
      {command.output === '' ? (
        command.state === 'completed' && <p className="border-t px-3 py-2 text-muted-foreground text-xs">No output.</p>
      ) : (
        <OutputText text={command.output} />
      )}
    </section>
  );
}

function OutputText({ text }: { text: string }) {
  const [all, setAll] = useState(false);
  const cut = !all && text.length > SHOWN_CHARACTERS;
  return (
    <>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-[28rem] overflow-auto border-t px-3 py-2 font-mono text-xs leading-[1.5] focus-visible:outline-offset-[-2px]"
      >
        {cut ? text.slice(0, SHOWN_CHARACTERS) : text}
      </pre>
      {cut && (
        <div className="border-t px-3 py-1.5">
          <Button variant="link" size="bare" className="text-xs" onClick={() => setAll(true)}>
            Show {formatCount(text.length - SHOWN_CHARACTERS, 'more character', 'more characters')}
          </Button>
        </div>
      )}
    </>
  );
}
