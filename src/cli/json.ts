import type { Context } from './context';

/** What `JSON.stringify` leaves as it is and a terminal may obey or hide: DEL, C1 controls, reordering and invisible characters. */
const RISKY = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON text that means the same and that a terminal can be given. */
export const safeJson = (json: string): string => json.replace(RISKY, escaped);

/** One JSON document on standard output. */
export function printJson({ out }: Context, value: unknown): void {
  out.stream.write(`${safeJson(JSON.stringify(value, null, 2))}\n`);
}

/** One JSON object as a line. */
export function printJsonLine({ out }: Context, value: unknown): void {
  out.stream.write(`${safeJson(JSON.stringify(value))}\n`);
}
