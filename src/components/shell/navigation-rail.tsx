'use client';
import { usePathname } from 'next/navigation';
import { cn } from '../ui/cn';
import { BrandMark } from './brand-mark';
import { currentHref, inSettings, type NavigationEntry, SETTINGS, SETTINGS_PAGES, WORK_PAGES } from './navigation';
import { NavigationLink } from './navigation-link';

/** Icons from 768 px, words from 1280 px. */
export function NavigationRail() {
  const current = currentHref(usePathname());
  return (
    <nav
      aria-label="Main"
      className="sticky top-0 hidden h-dvh w-14 shrink-0 flex-col gap-0.5 overflow-y-auto border-r bg-card p-2 md:flex xl:w-48"
    >
      <NavigationLink
        href="/"
        className="mb-3 flex h-8 shrink-0 items-center gap-2 rounded-md px-2.5 font-semibold tracking-tight"
      >
        <BrandMark className="size-4.5 shrink-0" />
        <span className="hidden xl:inline">Area Zero</span>
        <span className="sr-only xl:hidden">Area Zero</span>
      </NavigationLink>
      {WORK_PAGES.map((entry) => (
        <RailLink key={entry.href} entry={entry} current={entry.href === current} />
      ))}
      <hr className="mx-2.5 my-2" />
      <NavigationLink
        href={SETTINGS.href}
        aria-current={current === SETTINGS.href ? 'page' : undefined}
        className="hidden rounded-md px-2.5 py-1 text-muted-foreground text-xs hover:text-foreground aria-[current=page]:text-foreground xl:block"
      >
        {SETTINGS.label}
      </NavigationLink>
      {SETTINGS_PAGES.map((entry) => (
        <RailLink key={entry.href} entry={entry} current={entry.href === current} />
      ))}
    </nav>
  );
}

function RailLink({ entry: { href, label, icon: Icon }, current }: { entry: NavigationEntry; current: boolean }) {
  return (
    <NavigationLink
      href={href}
      title={label}
      aria-current={current ? 'page' : undefined}
      className={cn(
        'flex h-8 shrink-0 items-center gap-2.5 rounded-md px-2.5 text-muted-foreground transition-colors duration-150 hover:bg-muted hover:text-foreground',
        'aria-[current=page]:bg-muted aria-[current=page]:font-medium aria-[current=page]:text-foreground',
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="sr-only xl:not-sr-only">{label}</span>
    </NavigationLink>
  );
}

/** At the thumb's end of a phone: the work, and one way into the settings. */
export function NavigationBar() {
  const pathname = usePathname();
  const current = inSettings(pathname) ? SETTINGS.href : currentHref(pathname);
  return (
    <nav
      aria-label="Main"
      className="sticky bottom-0 z-30 grid auto-cols-fr grid-flow-col border-t bg-card pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {[...WORK_PAGES, SETTINGS].map(({ href, label, icon: Icon }) => (
        <NavigationLink
          key={href}
          href={href}
          aria-current={href === current ? 'page' : undefined}
          className="grid h-13 content-center justify-items-center gap-0.5 text-2xs text-muted-foreground aria-[current=page]:font-medium aria-[current=page]:text-link"
        >
          <Icon aria-hidden className="size-5" />
          {label}
        </NavigationLink>
      ))}
    </nav>
  );
}
