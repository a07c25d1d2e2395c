'use client';
import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import { referenceTo } from '@/domain/command';
import type { CatalogueCommand } from '@/domain/command-catalogue';
import type { DevicePlatform } from '@/domain/device';
import { formatCount } from '@/domain/format';
import { api } from '../shell/api';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { ErrorState } from '../ui/notice';
import { SkeletonRows } from '../ui/skeleton';
import { CatalogueRow } from './catalogue-row';
import type { DraftProps } from './job-draft';
import { OwnLines } from './own-lines';

interface PickerProps extends DraftProps {
  /** Of the selected devices; null while nothing is selected. */
  platforms: readonly DevicePlatform[] | null;
}

/** The catalogue, everyday commands first, and lines of one's own. */
export function CommandPicker({ draft, change, platforms }: PickerProps) {
  const { data, error, refetch } = api.commands.catalogue.useQuery(undefined, { staleTime: Number.POSITIVE_INFINITY });
  const [open, setOpen] = useState(false);
  const restId = useId();
  if (error) {
    return (
      <ErrorState title="The catalogue could not be read" message={error.message} onRetry={() => void refetch()} />
    );
  }
  if (!data) return <SkeletonRows rows={6} />;
  const toggle = (reference: string, on: boolean) =>
    change({
      references: data
        .map(referenceTo)
        .filter((known) => (known === reference ? on : draft.references.includes(known))),
    });
  const rows = (commands: readonly CatalogueCommand[]) =>
    commands.map((command) => (
      <CatalogueRow
        key={command.id}
        command={command}
        platforms={platforms}
        checked={draft.references.includes(referenceTo(command))}
        onToggle={(on) => toggle(referenceTo(command), on)}
      />
    ));
  const rest = data.filter((command) => !command.everyday);
  const chosen = rest.filter((command) => draft.references.includes(referenceTo(command))).length;
  return (
    <div className="grid gap-4">
      <div>
        <ul aria-label="Everyday commands">{rows(data.filter((command) => command.everyday))}</ul>
        <ul id={restId} aria-label="More commands" hidden={!open}>
          {rows(rest)}
        </ul>
        <Button
          variant="ghost"
          size="sm"
          className="mt-1"
          aria-expanded={open}
          aria-controls={restId}
          onClick={() => setOpen(!open)}
        >
          <ChevronDown aria-hidden className={cn('transition-transform duration-150', open && 'rotate-180')} />
          {open ? 'Everyday commands only' : formatCount(rest.length, 'more command')}
          {!open && chosen > 0 && <span className="text-muted-foreground">{chosen} chosen</span>}
        </Button>
      </div>
      <OwnLines draft={draft} change={change} platforms={platforms} />
    </div>
  );
}
