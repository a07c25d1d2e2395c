/**
 * Command lines as Cisco-like shells read them: keywords may be cut short while they stay unique at their position. A
 * word in angle brackets takes any argument: '<number>' digits, '<word>' one word, '<line>' the rest of the line.
 */
export interface Entry<Run> {
  readonly words: readonly string[];
  readonly run: Run;
}

export type Match<Run> =
  | { readonly kind: 'match'; readonly run: Run; readonly args: readonly string[] }
  /** `offset` is where the first character stands that fits nothing. */
  | { readonly kind: 'invalid'; readonly offset: number }
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'incomplete' };

interface Token {
  readonly text: string;
  readonly offset: number;
}

/** 'show ip ospf <word>' and what it runs -> an entry. */
export function command<Run>(words: string, run: Run): Entry<Run> {
  return { words: words.split(' '), run };
}

/** The same for every form of a line: '[vrf all|vrf default]' may be left out or be any of the two. */
export function forms<Run>(pattern: string, run: Run): Entry<Run>[] {
  const optional = /\s*\[([^\]]*)\]/.exec(pattern);
  if (!optional) return [command(pattern, run)];
  const choices = ['', ...optional[1]!.split('|').map((choice) => ` ${choice}`)];
  return choices.flatMap((choice) =>
    forms(
      pattern.replace(optional[0], () => choice),
      run,
    ),
  );
}

/** Finds the one entry that a line means. */
export function matchLine<Run>(entries: readonly Entry<Run>[], line: string): Match<Run> {
  const tokens = [...line.matchAll(/\S+/g)].map((found): Token => ({ text: found[0], offset: found.index }));
  let candidates = entries;
  const args: string[] = [];
  for (const [position, token] of tokens.entries()) {
    const words = new Set(candidates.flatMap((entry) => entry.words[position] ?? []));
    const word = chooseWord(words, token.text);
    if (word === 'ambiguous') return { kind: 'ambiguous' };
    if (word === undefined) return { kind: 'invalid', offset: token.offset + fittingLength(words, token.text) };
    candidates = candidates.filter((entry) => entry.words[position] === word);
    if (word === '<line>') {
      args.push(line.slice(token.offset).trimEnd());
      break;
    }
    if (word.startsWith('<')) args.push(token.text);
  }
  const used = Math.min(tokens.length, candidates[0]?.words.length ?? 0);
  const complete = candidates.find((entry) => entry.words.length === used);
  return complete ? { kind: 'match', run: complete.run, args } : { kind: 'incomplete' };
}

/** Whether a line, without what stands behind pipes, is a command. */
export function exists<Run>(entries: readonly Entry<Run>[], line: string): boolean {
  return matchLine(entries, line.split(/\s\|\s/)[0] ?? '').kind === 'match';
}

function chooseWord(words: ReadonlySet<string>, text: string): string | 'ambiguous' | undefined {
  const wanted = text.toLowerCase();
  if (words.has(wanted)) return wanted;
  const fitting = [...words].filter((word) => !word.startsWith('<') && word.startsWith(wanted));
  if (fitting.length > 1) return 'ambiguous';
  if (fitting.length === 1) return fitting[0];
  return [...words].find((word) => takes(word, text));
}

function takes(placeholder: string, text: string): boolean {
  if (placeholder === '<number>') return /^\d+$/.test(text);
  return placeholder === '<word>' || placeholder === '<line>';
}

/** How many leading characters of a wrong word still fit some keyword: IOS points its caret behind them. */
function fittingLength(words: ReadonlySet<string>, text: string): number {
  let length = 0;
  const fits = (end: number) => [...words].some((word) => word.startsWith(text.slice(0, end).toLowerCase()));
  while (length < text.length && fits(length + 1)) length += 1;
  return length === text.length ? 0 : length;
}
