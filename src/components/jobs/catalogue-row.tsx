'use client';
import { TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { referenceTo } from '@/domain/command';
import type { CatalogueCommand } from '@/domain/command-catalogue';
import type { DevicePlatform } from '@/domain/device';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { type CommandLines, commandLines, missingText, shortNames } from './command-lines';

/** More differing lines than this wait behind a button: nine platforms would bury the other commands. */
const SHOWN_LINES = 1;

interface RowProps {
  command: CatalogueCommand;
  platforms: readonly DevicePlatform[] | null;
  checked: boolean;
  onToggle: (on: boolean) => void;
}

/** A catalogue command by its title, beside it the line of each platform of the selection. */
export function CatalogueRow({ command, platforms, checked, onToggle }: RowProps) {
  return (
    <li className="grid items-start gap-x-4 gap-y-0.5 rounded-sm px-1.5 py-1 hover:bg-muted/60 md:grid-cols-2">
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is a button that Radix labels */}
      <label className="grid cursor-pointer grid-cols-[auto_minmax(0,1fr)] items-start gap-x-2.5 py-0.5">
        <Checkbox
          data-command={referenceTo(command)}
          className="mt-0.5"
          checked={checked}
          onCheckedChange={(state) => onToggle(state === true)}
        />
        <span className="min-w-0">
          <span className="font-medium">{command.title}</span>
          <span className="block text-muted-foreground text-xs">{command.description}</span>
          {command.kind === 'change' && <ChangeBadge />}
        </span>
      </label>
      <Lines title={command.title} lines={commandLines(command, platforms)} />
    </li>
  );
}

function Lines({ title, lines }: { title: string; lines: CommandLines }) {
  const [open, setOpen] = useState(false);
  const listId = useId();
  const { shared } = lines;
  const missing = missingText(lines);
  const shown = open ? shared : shared.slice(0, SHOWN_LINES);
  const more = shared.length - SHOWN_LINES;
  return (
    <div className="min-w-0 py-0.5 text-xs max-md:pl-6.5">
      <ul id={listId}>
        {shown.map(({ line, platforms }) => (
          <li key={line} className="min-w-0 leading-5">
            <code className="break-words font-mono">{line}</code>
            {(more > 0 || missing) && <span className="ml-2 text-muted-foreground">{shortNames(platforms)}</span>}
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Button
          variant="link"
          size="bare"
          className="text-xs leading-5"
          aria-expanded={open}
          aria-controls={listId}
          aria-label={open ? `Fewer lines of ${title}` : `All lines of ${title}`}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Fewer lines' : `${more} more ${more === 1 ? 'line' : 'lines'} on other platforms`}
        </Button>
      )}
      {missing && <p className="text-muted-foreground leading-5">{missing}</p>}
      {lines.open && shared.length === 0 && (
        <p className="text-muted-foreground leading-5">Line chosen at connect, by the platform found there</p>
      )}
    </div>
  );
}

export function ChangeBadge() {
  return (
    <Badge variant="warning">
      <TriangleAlert aria-hidden /> changes the router
    </Badge>
  );
}
