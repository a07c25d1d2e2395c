'use client';
import { OutputFilterBar } from './output-filter-bar';
import { OutputGroups } from './output-groups';
import { OutputResults } from './output-results';
import { useOutputParams } from './use-output-params';

/** What the routers said: searched over all of them, or by command, equal answers together. */
export function OutputsView() {
  const [{ find }] = useOutputParams();
  return (
    <div className="grid gap-3">
      <OutputFilterBar />
      {find.trim() === '' ? <OutputGroups /> : <OutputResults />}
    </div>
  );
}
