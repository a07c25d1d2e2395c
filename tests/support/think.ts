import type { Lab, LabRouter } from '../../lab/start-lab';

/** From now on these routers (all of the lab) take so long for an answer, also for those that are waited for. */
export function think(lab: Lab, thinkTimeMs: number, routers: readonly LabRouter[] = lab.routers): void {
  for (const { name } of routers) lab.configure(name, { thinkTimeMs });
}
