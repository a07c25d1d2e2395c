'use client';
import { DEVICE_RUN_STATES } from '@/domain/job';
import { FLEET_GLYPHS, GLYPH_SIZE } from './fleet-glyphs';
import { sameMembers, useLiveJob } from './progress-context';
import { DEVICE_RUN_STATE_VIEWS } from './state-catalogue';

/** The shapes that are in the grid now, each with its word. */
export function FleetLegend() {
  const states = useLiveJob(
    ({ progress: { counts } }) => DEVICE_RUN_STATES.filter((state) => counts[state] > 0),
    sameMembers,
  );
  return (
    <ul aria-label="Legend" className="flex flex-wrap gap-x-3 gap-y-0.5 text-muted-foreground text-xs">
      {states.map((state) => (
        <li key={state} className="flex items-center gap-1.5">
          <svg aria-hidden="true" viewBox={`0 0 ${GLYPH_SIZE} ${GLYPH_SIZE}`} className="size-2.5">
            <path d={FLEET_GLYPHS[state].path} fillRule="evenodd" fill={`var(${FLEET_GLYPHS[state].color})`} />
          </svg>
          {DEVICE_RUN_STATE_VIEWS[state].label}
        </li>
      ))}
    </ul>
  );
}
