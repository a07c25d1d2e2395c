'use client';
import { Check, ChevronDown } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useRef, useState } from 'react';
import { formatNumber } from '@/domain/format';
import { cn } from './cn';
import { controlClasses } from './input';
import { Popover, PopoverContent, PopoverTrigger } from './popover';
import { SearchInput } from './search-input';

export interface PickOption {
  readonly value: string;
  /** Also what is searched. */
  readonly label: string;
  readonly count: number;
}

interface PickOneProps {
  /** `Country`. */
  label: string;
  /** For no choice: `Any country`. */
  any: string;
  value: string | null;
  /** What is picked now, as it is shown. */
  picked: string | null;
  /** Asked when the list opens; it does not change while somebody reads it. */
  options: () => readonly PickOption[];
  onPick: (value: string | null) => void;
  className?: string;
}

/** One of a list with counts; with a search where the list is long. */
export function PickOne({ label, any, value, picked, options, onPick, className }: PickOneProps) {
  const [open, setOpen] = useState<readonly PickOption[] | null>(null);
  return (
    <Popover open={open !== null} onOpenChange={(next) => setOpen(next ? options() : null)}>
      <PopoverTrigger
        aria-label={`${label}: ${value === null ? any : picked}`}
        aria-haspopup="listbox"
        className={cn(
          controlClasses,
          'flex h-8 items-center justify-between gap-1.5 whitespace-nowrap max-sm:h-10',
          className,
        )}
      >
        <span className="truncate">{value === null ? any : picked}</span>
        <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
      </PopoverTrigger>
      {open && (
        <PopoverContent aria-label={label} className="w-72 p-0">
          <OptionList
            label={label}
            any={any}
            value={value}
            options={open}
            onPick={(next) => {
              setOpen(null);
              onPick(next);
            }}
          />
        </PopoverContent>
      )}
    </Popover>
  );
}

/** Fewer are read faster than searched. */
const SEARCH_FROM = 11;
/** More are no list any more: the search narrows them. */
const MAX_SHOWN = 100;

interface ListProps extends Pick<PickOneProps, 'label' | 'any' | 'value' | 'onPick'> {
  options: readonly PickOption[];
}

function OptionList({ label, any, value, options, onPick }: ListProps) {
  const id = useId();
  const [search, setSearch] = useState('');
  const word = search.trim().toLowerCase();
  const found = word === '' ? options : options.filter((option) => option.label.toLowerCase().includes(word));
  const rows = [
    ...(word === '' ? [{ value: null, label: any, count: null }] : []),
    ...found.slice(0, MAX_SHOWN),
  ] as readonly { value: string | null; label: string; count: number | null }[];
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      rows.findIndex((row) => row.value === value),
    ),
  );
  const active = Math.min(at, rows.length - 1);
  const list = useRef<HTMLDivElement>(null);
  useInSight(list, active);
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowUp: active - 1, ArrowDown: active + 1, PageUp: active - 8, PageDown: active + 8 }[event.key];
    if (to !== undefined) setAt(Math.min(rows.length - 1, Math.max(0, to)));
    else if (event.key === 'Enter' && rows[active]) onPick(rows[active].value);
    else return;
    event.preventDefault();
  };
  const searchable = options.length >= SEARCH_FROM;
  const points = { 'aria-controls': `${id}-list`, 'aria-activedescendant': `${id}-${active}` };
  return (
    <>
      {searchable && (
        <div className="border-b p-1">
          <SearchInput
            role="combobox"
            aria-expanded
            aria-label={`Search ${label.toLowerCase()}`}
            placeholder="Search"
            {...points}
            value={search}
            onChange={(event) => {
              setSearch(event.target.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
      )}
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        {...(searchable ? {} : { ...points, onKeyDown })}
        tabIndex={searchable ? -1 : 0}
        className="max-h-72 overflow-y-auto p-1 outline-none"
      >
        {rows.map((row, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
          <div
            key={row.value ?? ' any'}
            id={`${id}-${index}`}
            role="option"
            aria-selected={row.value === value}
            tabIndex={-1}
            onClick={() => onPick(row.value)}
            onPointerMove={() => index !== active && setAt(index)}
            className={cn(
              'flex min-h-8 cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-body max-sm:min-h-10',
              index === active && 'bg-muted',
            )}
          >
            <span className="min-w-0 flex-1 break-words">{row.label}</span>
            {row.count !== null && (
              <span className="text-muted-foreground text-xs tabular-nums">{formatNumber(row.count)}</span>
            )}
            <Check aria-hidden className={cn('size-3.5 shrink-0', row.value !== value && 'invisible')} />
          </div>
        ))}
      </div>
      {found.length > MAX_SHOWN && (
        <p className="border-t px-3 py-1.5 text-muted-foreground text-xs">
          {formatNumber(found.length - MAX_SHOWN)} more: search to narrow them.
        </p>
      )}
      {rows.length === 0 && <p className="px-3 pb-2 text-muted-foreground text-xs">Nothing is called so.</p>}
    </>
  );
}

function useInSight(list: RefObject<HTMLElement | null>, active: number): void {
  useLayoutEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [list, active]);
}
