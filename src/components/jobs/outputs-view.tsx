'use client';
import { OutputFilterBar } from './output-filter-bar';
import { OutputGroups } from './output-groups';
import { OutputResults } from './output-results';
import { useReplaying } from './replay-context';
import { useOutputParams } from './use-output-params';

/** What the routers said: searched over all of them, or by command, equal answers together. */
export function OutputsView() {
  const [{ find }] = useOutputParams();
  return (
    <div className="grid gap-3">
      <OutputFilterBar />
      {useReplaying() && (
        <p className="text-muted-foreground text-xs">
          These are the answers of the finished job, whatever moment is replayed.
        </p>
      )}
      {find.trim() === '' ? <OutputGroups /> : <OutputResults />}
    </div>
  );
}
