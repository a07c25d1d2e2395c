import { formatCount, formatEstimate, formatNumber } from '@/domain/format';

/** More sizes than this are told as a number of equal ones and a rest. */
const MAX_LISTED = 6;

/** `3 batches: 10, 10, 5`, `42 batches: 41 × 10, then 2`, `1 batch of 60`. */
export function describeBatches(sizes: readonly number[]): string {
  const [first] = sizes;
  const last = sizes.at(-1);
  if (first === undefined || last === undefined) return 'no batches';
  const count = formatCount(sizes.length, 'batch', 'batches');
  if (sizes.length === 1) return `${count} of ${formatNumber(first)}`;
  if (sizes.length <= MAX_LISTED) return `${count}: ${sizes.join(', ')}`;
  if (first === last) return `${count} of ${first}`;
  return `${count}: ${formatNumber(sizes.length - 1)} × ${first}, then ${last}`;
}

/** As `describeBatches`, the first batch named for what it is: `canary of 2, then 41 batches: 40 × 10, then 4`. */
export function describeBatchesWithCanary(sizes: readonly number[]): string {
  const [canary, ...rest] = sizes;
  if (canary === undefined || rest.length === 0) return describeBatches(sizes);
  return `canary of ${formatNumber(canary)}, then ${describeBatches(rest)}`;
}

/** `Runs 5 commands on 60 devices in 6 batches, not faster than 25 min`; the last part only under a rate limit. */
export function startSentence(plan: {
  commands: number;
  devices: number;
  batches: number;
  floorMs: number | null;
}): string {
  const floor = plan.floorMs === null ? '' : `, not faster than ${formatEstimate(plan.floorMs)}`;
  return `Runs ${formatCount(plan.commands, 'command')} on ${formatCount(plan.devices, 'device')} in ${formatCount(plan.batches, 'batch', 'batches')}${floor}`;
}
