'use client';
import { useState } from 'react';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { DownloadLink } from '../ui/download-link';
import { formatBytes, formatCount, formatDuration } from '../ui/format';
import { failureDetail, failureLabel } from './failure-catalogue';
import type { CommandView } from './output-store';
import { COMMAND_RUN_STATE_VIEWS } from './state-catalogue';
import { StateMark } from './state-mark';

/** A browser draws this much text without a stutter; the rest comes on request. */
const SHOWN_CHARACTERS = 100_000;

/** One command with what the router answered. Output is hostile input: it only ever becomes a text node. */
export function CommandBlock({ command, total, rawPath }: { command: CommandView; total: number; rawPath: string }) {
  const view = COMMAND_RUN_STATE_VIEWS[command.state];
  return (
    <section
      data-testid="command-block"
      data-index={command.index}
      data-state={command.state}
      aria-label={`Command ${command.index + 1} of ${total}: ${command.command}`}
      className="min-w-0 rounded-lg border bg-card"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-xs">
        <span className="text-muted-foreground tabular-nums">
          {command.index + 1}/{total}
        </span>
        <code className="min-w-0 flex-1 break-words font-medium font-mono max-sm:order-first max-sm:basis-full">
          {command.command}
        </code>
        <StateMark view={view}>{command.failure ? failureLabel(command.failure) : view.label}</StateMark>
        {command.durationMs !== null && <span className="tabular-nums">{formatDuration(command.durationMs)}</span>}
        {command.bytes > 0 && <span className="text-muted-foreground tabular-nums">{formatBytes(command.bytes)}</span>}
        {command.truncated && <Badge variant="warning">cut</Badge>}
        {command.bytes > 0 && (
          <span className="-my-1 flex max-sm:-ml-2">
            {command.output !== '' && (
              <CopyButton text={() => command.output} label={`Copy the output of ${command.command}`} />
            )}
            <DownloadLink href={rawPath} label={`Download the bytes that answered ${command.command}`} word="Raw" />
          </span>
        )}
      </header>
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
