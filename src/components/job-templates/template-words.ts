import { catalogueCommand } from '@/domain/command';
import { formatNumber } from '@/domain/format';
import type { Strategy } from '@/domain/job';

/** More commands than this are told as a number. */
const MAX_NAMED = 2;

/** `OSPF neighbors, show version and 3 more`. */
export function commandsWords(commands: readonly string[]): string {
  const names = commands.slice(0, MAX_NAMED).map((entry) => catalogueCommand(entry)?.title ?? entry);
  const more = commands.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

/** `Batches of 10`, `Rolling, 20 at a time, 100 an hour`, `All at once`. */
export function paceWords(pace: { batchSize: number; strategy: Strategy; devicesPerHour: number | null }): string {
  const { batchSize, strategy, devicesPerHour } = pace;
  const rate = devicesPerHour === null ? '' : `, ${formatNumber(devicesPerHour)} an hour`;
  return `${sizeWords(batchSize, strategy)}${rate}`;
}

function sizeWords(batchSize: number, strategy: Strategy): string {
  if (batchSize === 0) return 'All at once';
  if (batchSize === 1) return 'One by one';
  return strategy === 'batch' ? `Batches of ${batchSize}` : `Rolling, ${batchSize} at a time`;
}

/** Under the title of a template. */
export const PLACEHOLDER_HINT = '{date}, {time}, {devices} and {group} are filled in when it starts.';
