import { describe, expect, it } from 'vitest';
import {
  countryName,
  formatAgo,
  formatBytes,
  formatCount,
  formatCountdown,
  formatDuration,
  formatElapsed,
  formatEstimate,
  formatPercent,
  formatRange,
} from '@/domain/format';

describe('numbers and times on the page', () => {
  it.each([
    [0, '0 ms'],
    [42.4, '42 ms'],
    [97, '0.1 s'],
    [2400, '2.4 s'],
    [9949, '9.9 s'],
    [9999, '10 s'],
    [47_300, '47 s'],
    [59_700, '1:00'],
    [192_000, '3:12'],
    [3_725_000, '1:02:05'],
  ])('a duration of %i ms is "%s"', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('a running clock never goes below zero, whatever the clocks of two machines say', () => {
    expect(formatElapsed(-5000)).toBe('0 s');
  });

  it.each([
    [4000, 'under 10 s'],
    [38_000, '40 s'],
    [1_500_000, '25 min'],
    [11_400_000, '3 h 10 min'],
    [7_200_000, '2 h'],
  ])('an estimate of %i ms is "%s"', (ms, text) => {
    expect(formatEstimate(ms)).toBe(text);
  });

  it('a share is 100 % only when all is done', () => {
    expect(formatPercent(68, 412)).toBe('16.5 %');
    expect(formatPercent(9999, 10_000)).toBe('99.9 %');
    expect(formatPercent(10_000, 10_000)).toBe('100 %');
    expect(formatPercent(0, 0)).toBe('0 %');
  });

  it.each([
    [812, '812 B'],
    [1434, '1.4 KiB'],
    [10_485_760, '10 MiB'],
  ])('%i bytes are "%s"', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([
    [2, 'just now'],
    [40, '40 s ago'],
    [200, '3 min ago'],
    [7300, '2 h ago'],
    [100_000, 'yesterday'],
    [400_000, '4 days ago'],
  ])('%i seconds are "%s"', (seconds, text) => {
    expect(formatAgo(0, seconds * 1000)).toBe(text);
  });

  it.each([
    [41_001, '0:42'],
    [60_000, '1:00'],
    [725_000, '12:05'],
    [3_725_000, '1:02:05'],
    [-4000, '0:00'],
  ])('a wait of %i ms is "%s"', (ms, text) => {
    expect(formatCountdown(ms)).toBe(text);
  });

  it.each([
    [20_000, 40_000, '20 to 40 seconds'],
    [110_000, 185_000, '2 to 3 minutes'],
    [110_000, 115_000, 'about 2 minutes'],
    [3_600_000, 10_800_000, '1 to 3 hours'],
    [100, 400, 'about 1 second'],
  ])('what takes %i to %i ms takes "%s"', (from, to, text) => {
    expect(formatRange(from, to)).toBe(text);
  });

  it('counts agree with their noun', () => {
    expect(formatCount(1, 'device')).toBe('1 device');
    expect(formatCount(2000, 'batch', 'batches')).toBe('2,000 batches');
  });

  it('a code without a country stands for itself', () => {
    expect(countryName('DE')).toBe('Germany');
    expect(countryName('X')).toBe('X');
  });
});
