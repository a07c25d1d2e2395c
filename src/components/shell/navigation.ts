import {
  CodeXml,
  Fingerprint,
  KeyRound,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  Router,
  Settings,
  Upload,
  Waypoints,
  Webhook,
} from 'lucide-react';

export interface NavigationEntry {
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
}

export interface SettingsEntry extends NavigationEntry {
  /** What the page is for, in one line. */
  readonly about: string;
}

/** Where the work is done, in the order of the rail. */
export const WORK_PAGES: readonly NavigationEntry[] = [
  { href: '/', label: 'Overview', icon: LayoutDashboard },
  { href: '/devices', label: 'Devices', icon: Router },
  { href: '/jobs', label: 'Jobs', icon: ListChecks },
  { href: '/devices/import', label: 'Imports', icon: Upload },
];

/** What the portal works with. A group in the rail; on a phone behind one entry. */
export const SETTINGS_PAGES: readonly SettingsEntry[] = [
  {
    href: '/credentials',
    label: 'Credentials',
    icon: KeyRound,
    about: 'User names, passwords and keys that the portal logs in to devices with.',
  },
  {
    href: '/jump-hosts',
    label: 'Jump hosts',
    icon: Waypoints,
    about: 'Hosts that devices are reached through, and whether they can be.',
  },
  {
    href: '/host-keys',
    label: 'Host keys',
    icon: Fingerprint,
    about: 'The keys that devices are known by. A changed one waits here for a person.',
  },
  {
    href: '/settings/tokens',
    label: 'API tokens',
    icon: CodeXml,
    about: 'What other programs sign in with, each with a role and an end.',
  },
  {
    href: '/settings/webhooks',
    label: 'Webhooks',
    icon: Webhook,
    about: 'Servers that are told, with a signature, how jobs end.',
  },
];

export const SETTINGS: NavigationEntry = { href: '/settings', label: 'Settings', icon: Settings };

/** All pages that have an entry of their own. */
export const NAVIGATION: readonly NavigationEntry[] = [...WORK_PAGES, ...SETTINGS_PAGES];

const leadsTo = (href: string, pathname: string): boolean =>
  href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);

/** The `href` of the entry one is at: of its own page or the nearest one above; null where there is none. */
export function currentHref(pathname: string): string | null {
  const leading = [SETTINGS, ...NAVIGATION].map(({ href }) => href).filter((href) => leadsTo(href, pathname));
  return leading.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** Whether one is anywhere in the settings. */
export function inSettings(pathname: string): boolean {
  const current = currentHref(pathname);
  return [SETTINGS, ...SETTINGS_PAGES].some(({ href }) => href === current);
}
