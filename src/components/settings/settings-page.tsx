import Link from 'next/link';
import { SETTINGS_PAGES } from '../shell/navigation';
import { PageHeader } from '../ui/page-header';

/** What the portal works with, page by page: the way to them from a phone. */
export function SettingsPage() {
  return (
    <>
      <PageHeader title="Settings" />
      <ul className="max-w-3xl divide-y rounded-lg border bg-card">
        {SETTINGS_PAGES.map(({ href, label, icon: Icon, about }) => (
          <li key={href}>
            <Link href={href} className="flex items-start gap-3 px-4 py-3 hover:bg-muted/60">
              <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
              <span className="grid gap-0.5">
                <span className="font-medium">{label}</span>
                <span className="text-muted-foreground text-xs">{about}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
