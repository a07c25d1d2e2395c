import { diffArrays, diffWordsWithSpace } from 'diff';
import { type Comparison, comparedLines, volatileSpans } from '@/domain/volatile';

export interface DiffSide {
  /** 1-based, in the whole answer. */
  readonly line: number;
  readonly text: string;
  /** What differs from the other side, `[from, to)` in characters; empty where the line stands alone. */
  readonly marks: readonly (readonly [number, number])[];
}

export interface DiffRow {
  readonly kind: 'same' | 'changed' | 'left' | 'right';
  readonly left: DiffSide | null;
  readonly right: DiffSide | null;
}

export interface SideBySide {
  readonly rows: readonly DiffRow[];
  /** Rows that are not the same. */
  readonly differences: number;
  /** Lines behind the first MAX_LINES of a side were not compared. */
  readonly cut: boolean;
}

/** Compared in one go without a stutter. */
export const MAX_LINES = 4_000;
/** With more changes than this the answers have little in common, and finding out exactly what takes too long. */
const MAX_EDITS = 1_500;
const MAX_WORD_EDITS = 120;

interface Numbered {
  readonly line: number;
  readonly text: string;
  readonly key: string;
}

/** Two answers side by side, by the same rules as those by which they were found to differ: volatile parts count as equal. */
export function sideBySide(left: string, right: string, of: { left: Comparison; right: Comparison }): SideBySide {
  const [a, b] = [numbered(left, of.left), numbered(right, of.right)];
  const rows = chunksOf(a.lines, b.lines).flatMap((chunk) => rowsOf(chunk, of));
  return { rows, differences: rows.filter(({ kind }) => kind !== 'same').length, cut: a.cut || b.cut };
}

/** The lines between the first and the last that are not empty. */
function numbered(text: string, of: Comparison): { lines: Numbered[]; cut: boolean } {
  const all = text.split('\n');
  const filled = (line: string) => line.trim() !== '';
  const first = Math.max(0, all.findIndex(filled));
  const last = all.findLastIndex(filled) + 1;
  const shown = all.slice(first, Math.min(last, first + MAX_LINES));
  const keys = comparedLines(shown, of);
  return {
    lines: shown.map((line, at) => ({ line: first + at + 1, text: line, key: keys[at]! })),
    cut: last > first + MAX_LINES,
  };
}

interface Chunk {
  readonly same: boolean;
  readonly left: readonly Numbered[];
  readonly right: readonly Numbered[];
}

function chunksOf(left: readonly Numbered[], right: readonly Numbered[]): Chunk[] {
  const keys = [left, right].map((side) => side.map(({ key }) => key)) as [string[], string[]];
  const changes = diffArrays(keys[0], keys[1], { maxEditLength: MAX_EDITS });
  if (!changes) return wholeChunks(left, right);
  const chunks: Chunk[] = [];
  let [inLeft, inRight] = [0, 0];
  for (const { added, removed, count } of changes) {
    const [lefts, rights] = [added ? 0 : count, removed ? 0 : count];
    const before = chunks.at(-1);
    const chunk = {
      same: !added && !removed,
      left: left.slice(inLeft, inLeft + lefts),
      right: right.slice(inRight, inRight + rights),
    };
    inLeft += lefts;
    inRight += rights;
    // What was taken out and what was put in at one place stand beside each other.
    if (before && !before.same && !chunk.same) {
      chunks[chunks.length - 1] = {
        same: false,
        left: [...before.left, ...chunk.left],
        right: [...before.right, ...chunk.right],
      };
    } else chunks.push(chunk);
  }
  return chunks;
}

/** What is equal at both ends, and all else as one change. */
function wholeChunks(left: readonly Numbered[], right: readonly Numbered[]): Chunk[] {
  const shorter = Math.min(left.length, right.length);
  let head = 0;
  while (head < shorter && left[head]!.key === right[head]!.key) head += 1;
  let tail = 0;
  while (tail < shorter - head && left.at(-1 - tail)!.key === right.at(-1 - tail)!.key) tail += 1;
  return [
    { same: true, left: left.slice(0, head), right: right.slice(0, head) },
    { same: false, left: left.slice(head, left.length - tail), right: right.slice(head, right.length - tail) },
    { same: true, left: left.slice(left.length - tail), right: right.slice(right.length - tail) },
  ];
}

function rowsOf({ same, left, right }: Chunk, of: { left: Comparison; right: Comparison }): DiffRow[] {
  const plain = ({ line, text }: Numbered): DiffSide => ({ line, text, marks: [] });
  return Array.from({ length: Math.max(left.length, right.length) }, (_, at): DiffRow => {
    const [a, b] = [left[at], right[at]];
    if (a && b) {
      if (same) return { kind: 'same', left: plain(a), right: plain(b) };
      const marks = marksOf(a.text, b.text, of);
      return { kind: 'changed', left: { ...plain(a), marks: marks.left }, right: { ...plain(b), marks: marks.right } };
    }
    return a ? { kind: 'left', left: plain(a), right: null } : { kind: 'right', left: null, right: plain(b!) };
  });
}

type Marks = [number, number][];

/** The words of two lines that differ, but for volatile ones. */
function marksOf(
  left: string,
  right: string,
  of: { left: Comparison; right: Comparison },
): { left: Marks; right: Marks } {
  const marks = { left: [] as Marks, right: [] as Marks };
  const changes = diffWordsWithSpace(left, right, { maxEditLength: MAX_WORD_EDITS });
  if (!changes) return { left: [[0, left.length]], right: [[0, right.length]] };
  const spans = { left: volatileSpans(left, of.left), right: volatileSpans(right, of.right) };
  let [inLeft, inRight] = [0, 0];
  const mark = (side: 'left' | 'right', from: number, value: string) => {
    const to = from + value.length;
    const ignored = value.trim() === '' || spans[side].some(([start, end]) => start <= from && to <= end);
    if (!ignored) marks[side].push([from, to]);
  };
  for (const { added, removed, value } of changes) {
    if (removed) mark('left', inLeft, value);
    if (added) mark('right', inRight, value);
    if (!added) inLeft += value.length;
    if (!removed) inRight += value.length;
  }
  return marks;
}

/** A row, or so many rows that are the same and not shown. */
export type FoldedRow = DiffRow | { readonly kind: 'fold'; readonly hidden: number };

/** Leaves out long stretches of equal rows but for `context` of them beside each difference. */
export function folded(rows: readonly DiffRow[], context = 3): FoldedRow[] {
  const near = new Uint8Array(rows.length);
  for (const [at, { kind }] of rows.entries()) {
    if (kind !== 'same') near.fill(1, Math.max(0, at - context), at + context + 1);
  }
  const shown: FoldedRow[] = [];
  let hidden = 0;
  const fold = () => {
    if (hidden > 0) shown.push({ kind: 'fold', hidden });
    hidden = 0;
  };
  for (const [at, row] of rows.entries()) {
    if (!near[at]) {
      hidden += 1;
      continue;
    }
    fold();
    shown.push(row);
  }
  fold();
  return shown;
}
