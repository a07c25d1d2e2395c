import { commandEntrySchema, EVERYDAY_REFERENCES, plannedCommand } from '@/domain/command';
import type { CommandKind } from '@/domain/command-kind';
import type { DevicePlatform } from '@/domain/device';
import type { DeviceFilter } from '@/domain/device-schema';
import type { Strategy } from '@/domain/job';
import type { Inputs } from '../shell/api';
import { NEW_OPTIONS, type OptionsDraft, optionErrors, optionsInput } from './options-draft';

export const SELECTION_MODES = ['all', 'countries', 'filter', 'group', 'hand'] as const;
export type SelectionMode = (typeof SELECTION_MODES)[number];

/** A job as it is being put together. Each way of picking keeps its own state while another is looked at. */
export interface JobDraft {
  readonly title: string;
  readonly mode: SelectionMode;
  readonly countries: readonly string[];
  readonly filter: DeviceFilter;
  /** A saved group, and what narrows it. */
  readonly groupId: string | null;
  readonly groupFilter: DeviceFilter;
  readonly deviceIds: readonly string[];
  /** Commands picked from the catalogue, in its order: `@` and the id. */
  readonly references: readonly string[];
  /** The person's own lines, as typed. */
  readonly ownText: string;
  /** 0 is all at once. */
  readonly batchSize: number;
  readonly strategy: Strategy;
  /** As typed; empty is no limit. */
  readonly devicesPerHour: string;
  readonly options: OptionsDraft;
}

/** What each part of the form is given. */
export interface DraftProps {
  draft: JobDraft;
  change: (part: Partial<JobDraft>) => void;
}

export const DEFAULT_BATCH_SIZE = 10;

export function newDraft(deviceIds: readonly string[]): JobDraft {
  return {
    title: '',
    mode: deviceIds.length > 0 ? 'hand' : 'all',
    countries: [],
    filter: {},
    groupId: null,
    groupFilter: {},
    deviceIds,
    references: EVERYDAY_REFERENCES,
    ownText: '',
    batchSize: DEFAULT_BATCH_SIZE,
    strategy: 'batch',
    devicesPerHour: '',
    options: NEW_OPTIONS,
  };
}

export interface OwnLine {
  /** 1-based place in the text. */
  readonly line: number;
  readonly text: string;
  readonly kind: CommandKind;
  readonly error: string | null;
}

/** The lines that somebody typed, judged for the platforms they will meet (none: any); empty ones are left out. */
export function ownLines(text: string, platforms: readonly DevicePlatform[] = []): OwnLine[] {
  return text
    .split('\n')
    .map((raw, index) => ({ raw, line: index + 1 }))
    .filter(({ raw }) => raw.trim() !== '')
    .map(({ raw, line }) => {
      const checked = commandEntrySchema.safeParse(raw);
      const text = raw.trim();
      return {
        line,
        text,
        kind: plannedCommand(text, platforms).kind,
        error: checked.success ? null : (checked.error.issues[0]?.message ?? 'Expected a command'),
      };
    });
}

export const commandsOf = (draft: JobDraft): string[] => [
  ...draft.references,
  ...ownLines(draft.ownText).map(({ text }) => text),
];

/** Null where the text is no rate. */
export function parseRate(text: string): number | null | 'invalid' {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const rate = Number(trimmed);
  return Number.isFinite(rate) && rate > 0 && rate <= 1_000_000 ? rate : 'invalid';
}

export type Selection = Pick<Inputs['jobs']['plan'], 'deviceIds' | 'groupId' | 'filter'>;

const isEmptyFilter = (filter: DeviceFilter) => Object.values(filter).every((value) => !value);

/** What the server is asked to select; null while nothing is picked. */
export function selectionOf(draft: JobDraft): Selection | null {
  switch (draft.mode) {
    case 'all':
      return { filter: { all: true } };
    case 'countries': {
      const [only, ...others] = draft.countries;
      if (!only) return null;
      return { filter: others.length === 0 ? { country: only } : { countries: [...draft.countries] } };
    }
    case 'filter':
      return isEmptyFilter(draft.filter) ? null : { filter: draft.filter };
    case 'group':
      if (draft.groupId === null) return null;
      return { groupId: draft.groupId, ...(isEmptyFilter(draft.groupFilter) ? {} : { filter: draft.groupFilter }) };
    case 'hand':
      return draft.deviceIds.length > 0 ? { deviceIds: [...draft.deviceIds] } : null;
    default:
      return draft.mode satisfies never;
  }
}

/** What stands between the draft and a plan; null when nothing does. */
export function draftProblem(draft: JobDraft, selection: Selection | null): string | null {
  if (commandsOf(draft).length === 0) return 'Choose at least one command.';
  const wrong = ownLines(draft.ownText).find((line) => line.error);
  if (wrong) return `Own line ${wrong.line}: ${wrong.error}`;
  if (parseRate(draft.devicesPerHour) === 'invalid') return 'Devices per hour: expected a number above 0.';
  if (Object.keys(optionErrors(draft.options)).length > 0) return 'Safety and order: a number is not possible.';
  if (!selection) return NOTHING_PICKED[draft.mode];
  return null;
}

const NOTHING_PICKED = {
  all: 'There are no devices.',
  countries: 'Choose at least one country.',
  filter: 'Give at least one of search, country, platform or tag.',
  group: 'Choose a group.',
  hand: 'Tick at least one device.',
} satisfies Record<SelectionMode, string>;

/** The input of `jobs.plan`; `jobs.create` adds the hash, the key and the confirmation. */
export function planInput(draft: JobDraft, selection: Selection): Inputs['jobs']['plan'] {
  const rate = parseRate(draft.devicesPerHour);
  return {
    ...selection,
    commands: commandsOf(draft),
    batchSize: draft.batchSize,
    strategy: draft.strategy,
    ...(typeof rate === 'number' ? { devicesPerHour: rate } : {}),
    ...optionsInput(draft.options),
  };
}

/** What a template keeps: the input of `jobs.plan` and the title. */
export function orderOf(draft: JobDraft, selection: Selection): Inputs['templates']['create']['order'] {
  const title = draft.title.trim();
  return { ...(title ? { title } : {}), ...planInput(draft, selection) };
}
