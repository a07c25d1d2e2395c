import type { Entry } from './grammar';

/** What a space at the end of a line adds to its last word before it: 'sh' -> 'ow'; nothing when that is not unique. */
export function completion(entries: readonly Entry<unknown>[], line: string): string {
  let candidates = entries;
  let missing = '';
  for (const [position, typed] of line.trim().split(/\s+/).entries()) {
    const words = new Set(candidates.flatMap((entry) => entry.words[position] ?? []));
    const fitting = words.has(typed)
      ? [typed]
      : [...words].filter((word) => !word.startsWith('<') && word.startsWith(typed));
    const [word] = fitting;
    if (word === undefined || fitting.length > 1) return '';
    candidates = candidates.filter((entry) => entry.words[position] === word);
    missing = word.slice(typed.length);
  }
  return missing;
}
