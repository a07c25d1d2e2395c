import { automaton } from './search-automaton';
import { isWord, takesOf } from './search-characters';
import { parsePattern, type Step } from './search-syntax';

export const SEARCH_MODES = ['text', 'pattern'] as const;
export type SearchMode = (typeof SEARCH_MODES)[number];

export const MAX_QUERY_CHARACTERS = 200;
/** Of a line so much is matched against a pattern; with MAX_STEPS that is some milliseconds at most. Text has no bound. */
export const MAX_PATTERN_LINE = 4_096;
/** Marked in one line. */
const MAX_RANGES = 20;

/** Parts of a line, `[from, to)` in characters, from left to right; empty where the match is (as of `^`). */
export type Ranges = readonly (readonly [number, number])[];

/** Null where the line does not match. */
export type LineMatcher = (line: string) => Ranges | null;

export type Search =
  | {
      readonly ok: true;
      readonly match: LineMatcher;
      /** False only where no line of the text matches: most texts are done with by one look at the whole. */
      readonly mayMatch: (text: string) => boolean;
    }
  | { readonly ok: false; readonly message: string };

/** A search over lines, in any case of letters. Takes time in proportion to the line, whatever the query is. */
export function searchFor(query: string, mode: SearchMode): Search {
  if (mode === 'text') return { ok: true, match: textMatcher(query), mayMatch: textFilter(query) };
  const parsed = parsePattern(query);
  return parsed.ok ? { ok: true, match: patternMatcher(parsed.program), mayMatch: () => true } : parsed;
}

/** Lower case where that is one character as well, so that places stay places. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from({ length: text.length }, (_, at) => foldedAt(text, at)).join('');
}

function foldedAt(text: string, at: number): string {
  const lower = text[at]!.toLowerCase();
  return lower.length === 1 ? lower : text[at]!;
}

function textFilter(query: string): (text: string) => boolean {
  const needle = folded(query);
  return (text) => {
    const lower = text.toLowerCase();
    // Where letters became more than one, it is looked at line by line.
    return lower.length !== text.length || lower.includes(needle);
  };
}

function textMatcher(query: string): LineMatcher {
  const needle = folded(query);
  return (line) => {
    const text = folded(line);
    const ranges: [number, number][] = [];
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) {
      ranges.push([at, at + needle.length]);
      if (ranges.length === MAX_RANGES) break;
    }
    return ranges.length === 0 ? null : ranges;
  };
}

/**
 * All steps that a match may have reached are followed at once, each with the place where its match began, so that no
 * place of the line is looked at twice (Thompson's construction; Pike's variant, which keeps the beginnings).
 */
function patternMatcher(program: readonly Step[]): LineMatcher {
  const takes = program.map((step) => (step.op === 'take' ? takesOf(step.set) : null));
  const mayMatch = automaton(program);
  const seen = new Int32Array(program.length);
  let turn = 0;
  /** Whether the line goes on behind what is looked at. */
  let cut = false;

  function holds(where: (Step & { op: 'assert' })['where'], line: string, at: number): boolean {
    if (where === 'start') return at === 0;
    if (where === 'end') return at === line.length && !cut;
    const edge = isWord(line.charCodeAt(at - 1)) !== isWord(line.charCodeAt(at));
    return where === 'word edge' ? edge : !edge;
  }

  /** The leftmost match from `from` on, and of those the longest. */
  function find(line: string, from: number): readonly [number, number] | null {
    let best: [number, number] | null = null;
    let steps: number[] = [];
    let begins: number[] = [];
    for (let at = from; at <= line.length; at += 1) {
      turn += 1;
      const [nextSteps, nextBegins]: [number[], number[]] = [[], []];
      const reach = (first: number, begin: number) => {
        const open = [first];
        for (let step = open.pop(); step !== undefined; step = open.pop()) {
          if (seen[step] === turn) continue;
          seen[step] = turn;
          const to = program[step]!;
          if (to.op === 'split') open.push(...to.to);
          else if (to.op === 'assert') {
            if (holds(to.where, line, at)) open.push(step + 1);
          } else if (to.op === 'match') {
            if (!best || begin < best[0] || begin === best[0]) best = [begin, at];
          } else {
            nextSteps.push(step);
            nextBegins.push(begin);
          }
        }
      };
      // Those that began further left first: of two at the same step only the first is followed.
      const code = line.charCodeAt(at - 1);
      for (const [nth, step] of steps.entries()) {
        const begin = begins[nth]!;
        if ((!best || begin <= best[0]) && takes[step]!(code)) reach(step + 1, begin);
      }
      if (!best) reach(0, at);
      if (best && nextSteps.length === 0) return best;
      [steps, begins] = [nextSteps, nextBegins];
    }
    return best;
  }

  return (whole) => {
    const line = whole.slice(0, MAX_PATTERN_LINE);
    cut = line.length < whole.length;
    if (!mayMatch(line, cut)) return null;
    const ranges: (readonly [number, number])[] = [];
    let found = find(line, 0);
    if (!found) return null;
    while (found && ranges.length < MAX_RANGES) {
      if (found[1] > found[0]) ranges.push(found);
      const next: number = Math.max(found[1], found[0] + 1);
      found = next > line.length ? null : find(line, next);
    }
    return ranges;
  };
}
