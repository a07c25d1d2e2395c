// What the scenarios print with: columns, seconds, ratios.
export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
/** `share` of 0.95 is the 95th percentile. */
export const percentile = (numbers: readonly number[], share: number): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
export const print = (text = ''): void => console.log(text);
export const row = (name: string, ...cells: string[]): void =>
  print(name.padEnd(34) + cells.map((cell) => cell.padStart(12)).join(''));
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
export const ratio = (value: number): string => value.toFixed(2);
