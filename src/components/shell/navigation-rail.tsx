'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '../ui/cn';
import { BrandMark } from './brand-mark';
import { isCurrent, NAVIGATION } from './navigation';

/** Icons from 768 px, words from 1280 px. */
export function NavigationRail() {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Main"
      className="sticky top-0 hidden h-dvh w-14 shrink-0 flex-col gap-0.5 border-r bg-card p-2 md:flex xl:w-48"
    >
      <Link href="/" className="mb-3 flex h-8 items-center gap-2 rounded-md px-2.5 font-semibold tracking-tight">
        <BrandMark className="size-4.5 shrink-0" />
        <span className="hidden xl:inline">Area Zero</span>
        <span className="sr-only xl:hidden">Area Zero</span>
      </Link>
      {NAVIGATION.map(({ href, label, icon: Icon }) => (
        <Link
          key={href}
          href={href}
          title={label}
          aria-current={isCurrent(href, pathname) ? 'page' : undefined}
          className={cn(
            'flex h-8 items-center gap-2.5 rounded-md px-2.5 text-muted-foreground transition-colors duration-150 hover:bg-muted hover:text-foreground',
            'aria-[current=page]:bg-muted aria-[current=page]:font-medium aria-[current=page]:text-foreground',
          )}
        >
          <Icon aria-hidden className="size-4 shrink-0" />
          <span className="sr-only xl:not-sr-only">{label}</span>
        </Link>
      ))}
    </nav>
  );
}

/** The same entries at the thumb's end of a phone. */
export function NavigationBar() {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Main"
      className="sticky bottom-0 z-30 grid grid-cols-5 border-t bg-card pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {NAVIGATION.map(({ href, label, icon: Icon }) => (
        <Link
          key={href}
          href={href}
          aria-current={isCurrent(href, pathname) ? 'page' : undefined}
          className="grid h-13 content-center justify-items-center gap-0.5 text-2xs text-muted-foreground aria-[current=page]:font-medium aria-[current=page]:text-link"
        >
          <Icon aria-hidden className="size-5" />
          {label}
        </Link>
      ))}
    </nav>
  );
}
