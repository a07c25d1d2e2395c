/** More than people can tell apart; keeps what menus and lists of templates ask for bounded. */
export const MAX_JOB_TEMPLATES = 500;

/** Devices that a template names one by one. More of them are a group: that says when one of them is gone. */
export const MAX_TEMPLATE_DEVICES = 1_000;

/** What the title of a template may stand for, each in braces: `Nightly check of {group}, {date}`. */
export const TITLE_PLACEHOLDERS = ['date', 'time', 'devices', 'group'] as const;
export type TitlePlaceholder = (typeof TITLE_PLACEHOLDERS)[number];

const IN_BRACES = /\{([^{}]*)\}/g;

/** What stands in braces and is no placeholder; a misspelt one would otherwise stand in each job's title. */
export function unknownPlaceholders(pattern: string): string[] {
  return [...pattern.matchAll(IN_BRACES)].map(([, word]) => word!).filter((word) => !isPlaceholder(word));
}

const isPlaceholder = (word: string): word is TitlePlaceholder => TITLE_PLACEHOLDERS.some((known) => known === word);

export interface TitleFacts {
  /** ISO 8601. */
  readonly at: string;
  readonly devices: number;
  /** The group's name; null without one. */
  readonly group: string | null;
}

/** The title of a job made from a template. Dates and times are UTC: who reads the history may sit anywhere. */
export function titleFrom(pattern: string, { at, devices, group }: TitleFacts): string {
  const values: Record<TitlePlaceholder, string> = {
    date: at.slice(0, 10),
    time: `${at.slice(11, 16)} UTC`,
    devices: `${devices} ${devices === 1 ? 'device' : 'devices'}`,
    group: group ?? 'no group',
  };
  return pattern.replace(IN_BRACES, (whole, word: string) => (isPlaceholder(word) ? values[word] : whole));
}
