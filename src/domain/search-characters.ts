import type { CharacterSet } from './search-syntax';

/** Whether a UTF-16 code unit is of the set, in any case of letters. */
export type Takes = (code: number) => boolean;

export function takesOf({ ranges, negated }: CharacterSet): Takes {
  const within = (code: number) => ranges.some(([from, to]) => code >= from && code <= to);
  const inAnyCase = (code: number) => {
    const character = String.fromCharCode(code);
    const others = [character.toLowerCase(), character.toUpperCase()]
      .filter((other) => other.length === 1)
      .map((other) => other.charCodeAt(0));
    return [code, ...others].some(within) !== negated;
  };
  const ascii = Array.from({ length: 128 }, (_, code) => inAnyCase(code));
  return (code) => (code < 128 ? ascii[code]! : inAnyCase(code));
}

/** Letters, digits and the underscore of ASCII; not a place outside of the line (NaN). */
export const isWord = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || (code >= 0x61 && code <= 0x7a);
