import type { GroupColumn } from './job-groups-schema';

/** Devices by place in the plan, to a column; null where nobody has a value. */
export function columnOf(words: readonly (string | null)[]): GroupColumn | null {
  const indexes = new Map<string, number>();
  const of = words.map((word) => {
    if (word === null) return -1;
    const known = indexes.get(word);
    if (known !== undefined) return known;
    indexes.set(word, indexes.size);
    return indexes.size - 1;
  });
  return indexes.size === 0 ? null : { values: [...indexes.keys()], of };
}

/** The words again, by place in the plan; the empty word where a device has none. */
export const wordsOf = ({ values, of }: GroupColumn): string[] => of.map((index) => values[index] ?? '');

const AREA_TAG = /^area[:-](\d{1,10}|\d{1,3}(?:\.\d{1,3}){3})$/i;
const MAX_AREA = 0xffff_ffff;

/**
 * The OSPF area that a device's tags name: `area:0`, `area-0.0.0.1`. An area id is a 32-bit number (RFC 2328 §C.2), which
 * routers write either way; here always dotted, so that both are one area. The first in order where there are several;
 * null where no tag is one.
 */
export function areaOfTags(tags: readonly string[]): string | null {
  for (const tag of tags) {
    const id = AREA_TAG.exec(tag.trim())?.[1];
    const area = id === undefined ? null : dotted(id);
    if (area !== null) return area;
  }
  return null;
}

function dotted(id: string): string | null {
  if (!id.includes('.')) {
    const number = Number(id);
    if (number > MAX_AREA) return null;
    return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
  }
  const octets = id.split('.').map(Number);
  return octets.every((octet) => octet <= 255) ? octets.join('.') : null;
}
