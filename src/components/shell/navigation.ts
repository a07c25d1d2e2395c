import { Fingerprint, KeyRound, LayoutDashboard, ListChecks, type LucideIcon, Router, Waypoints } from 'lucide-react';

export interface NavigationEntry {
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
}

export const NAVIGATION: readonly NavigationEntry[] = [
  { href: '/', label: 'Overview', icon: LayoutDashboard },
  { href: '/devices', label: 'Devices', icon: Router },
  { href: '/jobs', label: 'Jobs', icon: ListChecks },
  { href: '/jump-hosts', label: 'Jump hosts', icon: Waypoints },
  { href: '/credentials', label: 'Credentials', icon: KeyRound },
  { href: '/host-keys', label: 'Host keys', icon: Fingerprint },
];

/** Whether an entry is where one is: its own page or one below. */
export function isCurrent(href: string, pathname: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
}
