/**
 * The patterns that outputs can be searched by: a subset of what everybody knows, chosen so that a search takes time in
 * proportion to the text and the pattern, whatever either of them is. No back references and no looking ahead or behind,
 * which no such search can follow (Thompson, "Regular Expression Search Algorithm", CACM 11(6), 1968).
 */

/** The characters that one step of a pattern takes: ranges of UTF-16 code units, `[from, to]`. */
export interface CharacterSet {
  readonly ranges: readonly (readonly [number, number])[];
  readonly negated: boolean;
}

export type Step =
  | { readonly op: 'take'; readonly set: CharacterSet }
  | { readonly op: 'split'; readonly to: readonly number[] }
  | { readonly op: 'assert'; readonly where: 'start' | 'end' | 'word edge' | 'no word edge' }
  | { readonly op: 'match' };

export type ParsedPattern =
  | { readonly ok: true; readonly program: readonly Step[] }
  /** Names what is wrong, as "expected …". */
  | { readonly ok: false; readonly message: string };

/** Steps of the program: with the length of a line, what one search may cost. */
export const MAX_STEPS = 200;
const MAX_REPEAT = 50;

type Node =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'assert'; readonly where: (Step & { op: 'assert' })['where'] }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'repeat'; readonly node: Node; readonly min: number; readonly max: number };

class Refused extends Error {}

const DIGITS = [[0x30, 0x39]] as const;
const WORDS = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
] as const;
const SPACES = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
] as const;
const CLASSES: Record<string, readonly (readonly [number, number])[]> = { d: DIGITS, w: WORDS, s: SPACES };
const PLAIN: Record<string, string> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v' };
const ANY: CharacterSet = { ranges: [], negated: true };

const literal = (character: string): CharacterSet => {
  const code = character.charCodeAt(0);
  return { ranges: [[code, code]], negated: false };
};

/** Turns a pattern into steps, or says what it holds that is not supported. */
export function parsePattern(source: string): ParsedPattern {
  try {
    const program = assemble(new Parser(source).whole());
    return program.length > MAX_STEPS
      ? { ok: false, message: 'expected a shorter pattern, or smaller numbers in {}' }
      : { ok: true, program };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, message: error.message };
    throw error;
  }
}

class Parser {
  private at = 0;
  private depth = 0;
  constructor(private readonly source: string) {}

  whole(): Node {
    const node = this.choice();
    if (this.at < this.source.length) throw new Refused('expected no ) without a (');
    return node;
  }

  private choice(): Node {
    const options = [this.sequence()];
    while (this.take('|')) options.push(this.sequence());
    return options.length === 1 ? options[0]! : { kind: 'choice', options };
  }

  private sequence(): Node {
    const parts: Node[] = [];
    while (this.at < this.source.length && !'|)'.includes(this.source[this.at]!)) parts.push(this.repeated());
    return { kind: 'sequence', parts };
  }

  private repeated(): Node {
    const node = this.atom();
    const bounds = this.bounds();
    if (!bounds) return node;
    if (node.kind === 'assert') throw new Refused('expected a character or a group before * + ? or {}');
    if (/[*+?]/.test(this.source[this.at] ?? '')) {
      throw new Refused('expected one of * + ? {} at a time: the longest match is taken');
    }
    return { kind: 'repeat', node, ...bounds };
  }

  private bounds(): { min: number; max: number } | null {
    if (this.take('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.take('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.take('?')) return { min: 0, max: 1 };
    const found = /^\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/.exec(this.source.slice(this.at, this.at + 12));
    if (!found) return null;
    this.at += found[0].length;
    const min = Number(found[1]);
    const max = found[3] ? Number(found[3]) : found[2] ? Number.POSITIVE_INFINITY : min;
    if (min > MAX_REPEAT || (Number.isFinite(max) && max > MAX_REPEAT) || max < min) {
      throw new Refused(`expected {n}, {n,} or {n,m} with rising numbers up to ${MAX_REPEAT}`);
    }
    return { min, max };
  }

  private atom(): Node {
    const character = this.source[this.at]!;
    this.at += 1;
    switch (character) {
      case '(':
        return this.group();
      case '[':
        return { kind: 'set', set: this.members() };
      case '.':
        return { kind: 'set', set: ANY };
      case '^':
        return { kind: 'assert', where: 'start' };
      case '$':
        return { kind: 'assert', where: 'end' };
      case '\\':
        return this.escaped();
      case '*':
      case '+':
      case '?':
        throw new Refused(`expected a character or a group before ${character}; a literal one is \\${character}`);
      default:
        return { kind: 'set', set: literal(character) };
    }
  }

  private group(): Node {
    if (this.source[this.at] === '?') {
      if (this.source[this.at + 1] !== ':') throw new Refused('expected no look-ahead, look-behind or named group');
      this.at += 2;
    }
    this.depth += 1;
    if (this.depth > 20) throw new Refused('expected fewer groups in groups');
    const node = this.choice();
    this.depth -= 1;
    if (!this.take(')')) throw new Refused('expected a ) for each (');
    return node;
  }

  private escaped(): Node {
    const character = this.source[this.at];
    if (character === 'b' || character === 'B') {
      this.at += 1;
      return { kind: 'assert', where: character === 'b' ? 'word edge' : 'no word edge' };
    }
    return { kind: 'set', set: this.escapedSet() };
  }

  /** Behind a backslash: a class or one character. */
  private escapedSet(): CharacterSet {
    const character = this.source[this.at];
    if (character === undefined) throw new Refused('expected a character after \\; a literal one is \\\\');
    this.at += 1;
    const ranges = CLASSES[character.toLowerCase()];
    if (ranges) return { ranges, negated: character !== character.toLowerCase() };
    if (PLAIN[character]) return literal(PLAIN[character]);
    if (/[0-9]/.test(character)) throw new Refused('expected no back reference such as \\1');
    if (/[a-z]/i.test(character)) throw new Refused(`expected one of \\d \\w \\s \\b or a literal, got \\${character}`);
    return literal(character);
  }

  private members(): CharacterSet {
    const negated = this.take('^');
    const ranges: (readonly [number, number])[] = [];
    for (let first = true; first || this.source[this.at] !== ']'; first = false) {
      const from = this.member();
      const dash = this.source[this.at] === '-' && (this.source[this.at + 1] ?? ']') !== ']';
      if (!dash) {
        ranges.push(...from.ranges);
        continue;
      }
      this.at += 1;
      ranges.push(rangeOf(from, this.member()));
    }
    this.at += 1;
    return { ranges, negated };
  }

  private member(): CharacterSet {
    const character = this.source[this.at];
    if (character === undefined) throw new Refused('expected a ] for each [');
    this.at += 1;
    if (character !== '\\') return literal(character);
    const set = this.escapedSet();
    if (set.negated) throw new Refused('expected no \\D, \\W or \\S within []');
    return set;
  }

  private take(character: string): boolean {
    if (this.source[this.at] !== character) return false;
    this.at += 1;
    return true;
  }
}

function rangeOf(from: CharacterSet, to: CharacterSet): readonly [number, number] {
  const [low, high] = [from.ranges[0]![0], to.ranges[0]![0]];
  if (from.ranges.length > 1 || to.ranges.length > 1 || low > high) {
    throw new Refused('expected a rising range such as a-z within []');
  }
  return [low, high];
}

type Draft = { op: 'split'; to: number[] } | Exclude<Step, { op: 'split' }>;

function assemble(root: Node): Step[] {
  const program: Draft[] = [];
  const add = (step: Draft): number => {
    // Twice the bound is enough to know that it is too long; a hostile one must not fill the memory first.
    if (program.length > MAX_STEPS * 2) throw new Refused('expected a shorter pattern, or smaller numbers in {}');
    return program.push(step) - 1;
  };
  const split = (): { op: 'split'; to: number[] } => {
    const step = { op: 'split' as const, to: [] };
    add(step);
    return step;
  };
  const optional = (node: Node) => {
    const fork = split();
    fork.to.push(program.length);
    emit(node);
    fork.to.push(program.length);
  };
  let emitted = 0;
  const emit = (node: Node): void => {
    emitted += 1;
    // Nothing, repeated often enough, adds no step and still takes for ever: `(((){50}){50}){50}`.
    if (emitted > MAX_STEPS * 20) throw new Refused('expected fewer repetitions of groups');
    if (node.kind === 'set') add({ op: 'take', set: node.set });
    else if (node.kind === 'assert') add({ op: 'assert', where: node.where });
    else if (node.kind === 'sequence') for (const part of node.parts) emit(part);
    else if (node.kind === 'choice') emitChoice(node.options);
    else {
      for (let nth = 0; nth < node.min; nth += 1) emit(node.node);
      if (Number.isFinite(node.max)) for (let nth = node.min; nth < node.max; nth += 1) optional(node.node);
      else {
        const fork = split();
        fork.to.push(program.length);
        emit(node.node);
        add({ op: 'split', to: [program.indexOf(fork)] });
        fork.to.push(program.length);
      }
    }
  };
  const emitChoice = (options: readonly Node[]) => {
    const fork = split();
    const ends = options.map((option) => {
      fork.to.push(program.length);
      emit(option);
      return split();
    });
    for (const end of ends) end.to.push(program.length);
  };
  emit(root);
  add({ op: 'match' });
  return program;
}
