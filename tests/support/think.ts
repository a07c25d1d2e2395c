import type { Lab, LabRouter } from '../../lab/start-lab';

/** Longer than any test: who thinks so long answers when the test says so, however slow the machine is. */
export const NEVER_MS = 600_000;

/** From now on these routers (all of the lab) take so long for an answer, also for those that are waited for. */
export function think(lab: Lab, thinkTimeMs: number, routers: readonly LabRouter[] = lab.routers): void {
  for (const { name } of routers) lab.configure(name, { thinkTimeMs });
}
