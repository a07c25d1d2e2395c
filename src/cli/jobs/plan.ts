import { PLATFORM_LABELS } from '@/domain/device';
import { formatCount, formatEstimate, formatNumber } from '@/domain/format';
import type { Context } from '../context';
import type { JobPlanView } from '../portal';
import type { Line } from '../terminal/paint';

/** A plan for a person: what would run where, the exact lines, how long, what to beware of. */
export function printPlan({ out }: Context, plan: JobPlanView): void {
  for (const line of planLines(plan)) out.line(line);
}

function planLines(plan: JobPlanView): Line[] {
  const { totalDevices, countries, estimateMs, confirmDevices, warnings, planHash } = plan;
  const field = (name: string, text: string): Line => [{ text: name.padEnd(17), paint: 'dim' }, text];
  return [
    field('Devices', formatNumber(totalDevices)),
    field('Countries', countries.map(({ country, total }) => `${country} ${formatNumber(total)}`).join(', ')),
    field('Batches', batchesWords(plan)),
    field('Earliest finish', `${formatEstimate(plan.earliestFinishMs)} after the start`),
    field('Estimate', `${formatEstimate(estimateMs.p50)}, nine of ten within ${formatEstimate(estimateMs.p90)}`),
    ...commandLines(plan),
    ...warnings.map(({ message }): Line => [{ text: 'Warning: ', paint: 'yellow' }, message]),
    ...(confirmDevices === null
      ? []
      : [[{ text: `Changing: to run it give --confirm-devices ${confirmDevices}`, paint: 'yellow' }] as Line]),
    field('Plan hash', planHash),
  ];
}

function commandLines({ commands, lines }: JobPlanView): Line[] {
  return commands.flatMap(({ reference, title, line, kind }, at): Line[] => [
    [
      { text: `Command ${at + 1}`.padEnd(17), paint: 'dim' },
      title ? `${title} (${reference})` : line,
      kind === 'change' ? { text: '  may change routers', paint: 'yellow' } : { text: '  read-only', paint: 'dim' },
    ],
    ...lines.map(({ platform, devices, lines: exact }): Line => {
      const on = `${PLATFORM_LABELS[platform]} (${formatNumber(devices)})`;
      return [`  ${on.padEnd(30)} `, exactSpan(exact[at] ?? null, platform === 'auto')];
    }),
  ]);
}

const exactSpan = (line: string | null, auto: boolean) =>
  line === null
    ? { text: auto ? 'chosen at connect' : 'left out: no such command there', paint: 'dim' as const }
    : { text: line, paint: 'bold' as const };

/** `6 batches: 6 × 10`, `42 batches: 41 × 10, then 2`, with a canary `2, then 41 × 10`: equal neighbours are told as one. */
function batchesWords({ batches }: Pick<JobPlanView, 'batches'>): string {
  const runs: { size: number; count: number }[] = [];
  for (const { size } of batches) {
    const last = runs.at(-1);
    if (last?.size === size) last.count += 1;
    else runs.push({ size, count: 1 });
  }
  const words = runs
    .map(({ size, count }) => `${count > 1 ? `${formatNumber(count)} × ` : ''}${formatNumber(size)}`)
    .join(', then ');
  return `${formatCount(batches.length, 'batch', 'batches')}: ${words}`;
}
