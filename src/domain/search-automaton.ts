import { isWord, takesOf } from './search-characters';
import type { Step } from './search-syntax';

/** What stands before a place; a word edge depends on it. */
type Before = 'start' | 'word' | 'other';

interface State {
  /** Steps reached by what was read, in order. */
  readonly steps: readonly number[];
  readonly before: Before;
  /** By code of the next character, END behind the last; made when first needed. */
  readonly next: Map<number, State | 'match'>;
}

const END = -1;
/** The end of what is looked at, but not of the line. */
const CUT = -2;
/** More are forgotten and made anew: a bound on memory, not on patterns. */
const MAX_STATES = 500;

/**
 * Says whether a line holds a match anywhere, in one pass: every set of steps that can be reached together is one state,
 * made when a line first leads to it (a lazily built deterministic automaton). `cut`: the line goes on behind its end.
 */
export function automaton(program: readonly Step[]): (line: string, cut: boolean) => boolean {
  const takes = program.map((step) => (step.op === 'take' ? takesOf(step.set) : null));
  let states = new Map<string, State>();
  let first = stateOf([], 'start');

  function stateOf(steps: readonly number[], before: Before): State {
    const key = `${before} ${steps.join()}`;
    let state = states.get(key);
    if (!state) {
      state = { steps, before, next: new Map() };
      states.set(key, state);
    }
    return state;
  }

  function after({ steps, before }: State, code: number): State | 'match' {
    const reached = new Set<number>();
    const open = [0, ...steps];
    const edge = (before === 'word') !== isWord(code);
    const taken = new Set<number>();
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (reached.has(at)) continue;
      reached.add(at);
      const step = program[at]!;
      if (step.op === 'match') return 'match';
      if (step.op === 'split') open.push(...step.to);
      else if (step.op === 'take') {
        if (code >= 0 && takes[at]!(code)) taken.add(at + 1);
      } else if (
        step.where === 'start'
          ? before === 'start'
          : step.where === 'end'
            ? code === END
            : edge === (step.where === 'word edge')
      ) {
        open.push(at + 1);
      }
    }
    return stateOf(
      [...taken].sort((a, b) => a - b),
      isWord(code) ? 'word' : 'other',
    );
  }

  function step(state: State, code: number): State | 'match' {
    const known = state.next.get(code);
    if (known !== undefined) return known;
    const made = after(state, code);
    state.next.set(code, made);
    return made;
  }

  return (line, cut) => {
    if (states.size > MAX_STATES) {
      states = new Map();
      first = stateOf([], 'start');
    }
    let state = first;
    for (let at = 0; at < line.length; at += 1) {
      const next = step(state, line.charCodeAt(at));
      if (next === 'match') return true;
      state = next;
    }
    return step(state, cut ? CUT : END) === 'match';
  };
}
