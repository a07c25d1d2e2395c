import type { Counts } from '@/domain/event-schema';
import { doneOf, ranOf } from '@/domain/progress';

/**
 * The number that stands before a total: devices that have ended while others are to come, and those that ran once none
 * is. A job that was stopped early never ran on those that it left out.
 */
export const countedOf = (counts: Counts): number =>
  counts.pending + counts.running > 0 ? doneOf(counts) : ranOf(counts);
