'use client';
import { PageHeader } from '../ui/page-header';
import { LayerStates } from './layer-states';
import { MarkStates } from './mark-states';
import { NoticeStates } from './notice-states';
import { TableStates } from './table-states';

/** Every state of every status component, light beside dark. For development: to look at, and for axe. */
export function StatesPage() {
  return (
    <>
      <PageHeader title="States" note="every state of every status component" />
      <LayerStates />
      <div className="grid gap-4 xl:grid-cols-2">
        {(['light', 'dark'] as const).map((theme) => (
          <section
            key={theme}
            aria-label={theme}
            className={`${theme} grid min-w-0 content-start gap-6 rounded-lg border bg-background p-4 text-foreground`}
          >
            <h2 className="font-medium text-sm">{theme === 'light' ? 'Light' : 'Dark'}</h2>
            <MarkStates />
            <NoticeStates />
            <TableStates />
          </section>
        ))}
      </div>
    </>
  );
}
