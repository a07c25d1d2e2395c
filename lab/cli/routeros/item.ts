/** One row of a RouterOS menu: flags such as 'D', properties in their order, and for LSAs a body of lines. */
export interface Item {
  readonly flags: string;
  readonly properties: readonly (readonly [key: string, value: string])[];
  readonly body?: readonly string[];
}

/** What a menu's `print` shows. */
export interface Table {
  /** 'V - virtual; D - dynamic', or nothing. */
  readonly legend: string;
  readonly items: readonly Item[];
}

/** Makes properties of an object, leaving out what is undefined. */
export function properties(values: Readonly<Record<string, string | number | undefined>>): Item['properties'] {
  return Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)] as const]));
}

/** RouterOS durations leave out what is zero: '7w5d8h40m21s', '3h12s', '0s'. */
export function rosDuration(seconds: number): string {
  const units = [
    ['w', 604_800],
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
    ['s', 1],
  ] as const;
  let left = Math.floor(seconds);
  let words = '';
  for (const [unit, size] of units) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) words += `${count}${unit}`;
  }
  return words || '0s';
}
