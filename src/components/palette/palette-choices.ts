import type { LucideIcon } from 'lucide-react';
import { type Role, roleIncludes } from '@/domain/role';
import { GO_TO } from '../shell/key-bindings';
import { NAVIGATION, SETTINGS } from '../shell/navigation';
import { type Choice, matching } from './palette-match';

/** One line of the palette. */
export interface PaletteChoice extends Choice {
  readonly icon: LucideIcon;
  readonly iconClassName?: string;
  /** To the right, muted. */
  readonly note?: string;
  readonly keys?: readonly string[];
  readonly run: () => void;
}

export interface PaletteGroup {
  readonly title: string;
  readonly choices: readonly PaletteChoice[];
}

const keysOf = (href: string): readonly string[] | undefined => {
  const letter = Object.keys(GO_TO).find((key) => GO_TO[key]!.href === href);
  return letter === undefined ? undefined : ['g', letter];
};

/** Pages that are not in the navigation, and who may use them. */
export interface ExtraPage {
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly role: Role;
}

export function pageChoices(extra: readonly ExtraPage[], role: Role, go: (href: string) => void): PaletteChoice[] {
  return [...NAVIGATION, SETTINGS, ...extra.filter((page) => roleIncludes(role, page.role))].map(
    ({ href, label, icon }) => ({
      id: `page ${href}`,
      label,
      icon,
      keys: keysOf(href),
      run: () => go(href),
    }),
  );
}

/** What fits what was typed, group by group; groups without a choice are left out. `found` comes from a search as it is. */
export function groupsFor(typed: string, own: readonly PaletteGroup[], found: readonly PaletteGroup[]): PaletteGroup[] {
  return [...own.map(({ title, choices }) => ({ title, choices: matching(typed, choices) })), ...found].filter(
    ({ choices }) => choices.length > 0,
  );
}
