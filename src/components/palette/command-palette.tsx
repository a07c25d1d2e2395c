'use client';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { cn } from '../ui/cn';
import { Dialog, DialogContent, DialogDescription, DialogTitle } from '../ui/dialog';
import { KeyCaps } from '../ui/key-cap';
import { groupsFor, type PaletteChoice, type PaletteGroup } from './palette-choices';
import { usePaletteSearch } from './use-palette-search';

export interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  own: readonly PaletteGroup[];
  go: (href: string) => void;
}

/** Everything by its name: pages, jobs, devices, and what may be done here. */
export function CommandPalette({ open, onOpenChange, own, go }: CommandPaletteProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent data-testid="command-palette" aria-describedby={undefined} className="max-w-xl">
        <DialogTitle className="sr-only">Search and commands</DialogTitle>
        <DialogDescription className="sr-only">Type, choose with the arrow keys, press Enter.</DialogDescription>
        <Chooser own={own} go={go} close={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

/** Stands in the dialog alone, so that what was typed is forgotten when it closes. */
function Chooser({ own, go, close }: Pick<CommandPaletteProps, 'own' | 'go'> & { close: () => void }) {
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const search = usePaletteSearch(typed, go);
  const groups = groupsFor(typed, own, search.groups);
  const choices = groups.flatMap((group) => group.choices);
  const active = Math.min(chosen, choices.length - 1);
  const listId = useId();
  const idOf = (index: number) => `${listId}-${index}`;
  const choose = (choice: PaletteChoice | undefined) => {
    if (!choice) return;
    close();
    choice.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(event.key, active, choices.length);
    if (event.key === 'Enter') choose(choices[active]);
    else if (next === null) return;
    else setChosen(next);
    event.preventDefault();
  };
  return (
    <>
      <div className="flex h-12 shrink-0 items-center gap-2.5 border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        <input
          type="text"
          role="combobox"
          aria-label="Search pages, jobs, devices and commands"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={active >= 0 ? idOf(active) : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="Page, job, device or command"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          className="min-w-0 flex-1 bg-transparent text-sm outline-none max-sm:text-base placeholder:text-muted-foreground"
        />
        <KeyCaps keys={['Esc']} className="max-sm:hidden" />
      </div>
      <div id={listId} role="listbox" aria-label="Results" className="min-h-0 overflow-y-auto p-1.5">
        <ChoiceGroups groups={groups} active={active} idOf={idOf} choose={choose} />
      </div>
      <Standing search={search} empty={choices.length === 0} typed={typed} />
    </>
  );
}

function moved(key: string, active: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'ArrowDown') return (active + 1) % count;
  if (key === 'ArrowUp') return (active - 1 + count) % count;
  return null;
}

function Standing({
  search,
  empty,
  typed,
}: {
  search: { searching: boolean; error: string | null };
  empty: boolean;
  typed: string;
}) {
  const text = search.error
    ? `The search failed: ${search.error}`
    : search.searching
      ? 'Searching …'
      : empty
        ? `Nothing is called ${typed.trim()}`
        : '';
  return (
    <p role="status" className={cn('px-4 text-muted-foreground text-xs', text && 'border-t py-2.5')}>
      {text}
    </p>
  );
}

interface ChoiceGroupsProps {
  groups: readonly PaletteGroup[];
  active: number;
  idOf: (index: number) => string;
  choose: (choice: PaletteChoice) => void;
}

function ChoiceGroups({ groups, active, idOf, choose }: ChoiceGroupsProps) {
  let index = -1;
  return groups.map(({ title, choices }) => (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox
    <div key={title} role="group" aria-label={title} className="pb-1">
      <p aria-hidden className="truncate px-2.5 pt-2 pb-1 text-2xs text-muted-foreground">
        {title}
      </p>
      {choices.map((choice) => {
        index += 1;
        const own = { id: idOf(index), selected: index === active };
        return <ChoiceRow key={choice.id} choice={choice} choose={choose} {...own} />;
      })}
    </div>
  ));
}

interface ChoiceRowProps {
  choice: PaletteChoice;
  id: string;
  selected: boolean;
  choose: (choice: PaletteChoice) => void;
}

function ChoiceRow({ choice, id, selected, choose }: ChoiceRowProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const { icon: Icon, label, note, keys, iconClassName } = choice;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the focus stays in the text field, which has the keys
    <div
      ref={row}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      data-testid="palette-choice"
      onClick={() => choose(choice)}
      className="flex h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 hover:bg-muted/60 aria-selected:bg-selected max-sm:h-11"
    >
      <Icon aria-hidden className={cn('size-4 shrink-0', iconClassName ?? 'text-muted-foreground')} />
      <span className="min-w-0 truncate">{label}</span>
      {note && <span className="min-w-0 truncate text-muted-foreground text-xs">{note}</span>}
      {keys && <KeyCaps keys={keys} className="ml-auto max-sm:hidden" />}
    </div>
  );
}
