'use client';
import { PageHeader } from '../ui/page-header';
import { LayerStates } from './layer-states';
import { LiveStates } from './live-states';
import { MarkStates } from './mark-states';
import { NoticeStates } from './notice-states';
import { TableStates } from './table-states';

/** Every state of every status component, light beside dark. For development: to look at, and for axe. */
export function StatesPage() {
  return (
    <>
      <PageHeader title="States" note="every state of every status component" />
      <LayerStates />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 min-[140rem]:grid-cols-2">
        {(['light', 'dark'] as const).map((theme) => (
          <section
            key={theme}
            aria-label={theme}
            className={`${theme} grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-6 rounded-lg border bg-background p-4 text-foreground`}
          >
            <h2 className="font-medium text-sm">{theme === 'light' ? 'Light' : 'Dark'}</h2>
            <MarkStates />
            <NoticeStates />
            <TableStates />
            <LiveStates />
          </section>
        ))}
      </div>
    </>
  );
}
