'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { BrandMark } from './brand-mark';
import { ConnectionBadge } from './connection-badge';
import { NavigationBar, NavigationRail } from './navigation-rail';
import { ThemeToggle } from './theme-toggle';
import { useCalmReturn } from './use-calm-return';
import { useClippedTitles } from './use-clipped-titles';

export interface AppShellProps {
  /** Left in the top line. */
  search: ReactNode;
  /** Right in the top line. */
  account: ReactNode;
  /** The job that follows you. */
  runningJobs: ReactNode;
  children: ReactNode;
}

/**
 * Rail, top line and the slots that other folders fill. None of it stands in a Suspense boundary: React sends a boundary of more
 * than 500 bytes after the page, hidden, and shows it up to 300 ms after the rest.
 */
export function AppShell(props: AppShellProps) {
  useCalmReturn();
  useClippedTitles();
  return (
    <div className="flex min-h-dvh">
      <a
        href="#main"
        className="-translate-y-20 fixed top-2 left-2 z-50 rounded-md bg-primary px-3 py-1.5 text-primary-foreground focus:translate-y-0"
      >
        Skip to content
      </a>
      <NavigationRail />
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-0 z-30 bg-card">
          <div className="flex h-12 items-center gap-2 border-b px-4 md:px-6">
            {/* The name goes to a second line, out of sight, where a long word about the connection needs its place. */}
            <Link
              href="/"
              className="flex h-5 min-w-4.5 shrink flex-wrap gap-2 overflow-hidden font-semibold tracking-tight md:hidden"
            >
              <BrandMark className="size-4.5" />
              <span className="whitespace-nowrap">Area Zero</span>
            </Link>
            <div className="flex flex-1 items-center justify-end gap-1 sm:gap-2 lg:justify-between">
              {props.search}
              <div className="flex items-center gap-1 sm:gap-2">
                <ConnectionBadge />
                <ThemeToggle />
                {props.account}
              </div>
            </div>
          </div>
          {props.runningJobs}
        </header>
        <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col gap-4 p-4 outline-none md:p-6">
          {props.children}
        </main>
        <NavigationBar />
      </div>
    </div>
  );
}
