/** Text that is shown a page at a time. */
export interface Pager {
  /** What to print first. */
  readonly first: string;
  /** What to print after a key; `done` when the prompt comes next. */
  press(key: string): { readonly text: string; readonly done: boolean };
}

const MORE = ' --More-- ';
/** How IOS wipes its --More-- off the line. */
const WIPE = `${'\b'.repeat(9)}${' '.repeat(8)}${'\b'.repeat(9)}`;

/** Cuts a text into pages of `lines`, the last line of each being the pager's; undefined when it fits on one. */
export function createPager(text: string, lines: number): Pager | undefined {
  const rows = text.split('\n').map((row) => `${row}\n`);
  const last = rows.pop()?.slice(0, -1) ?? '';
  if (last !== '') rows.push(last);
  const page = Math.max(1, lines - 1);
  if (lines === 0 || rows.length <= page) return undefined;
  let shown = page;
  const advance = (count: number) => {
    const next = rows.slice(shown, shown + count).join('');
    shown += count;
    const done = shown >= rows.length;
    return { text: WIPE + next + (done ? '' : MORE), done };
  };
  return {
    first: rows.slice(0, page).join('') + MORE,
    press(key) {
      if (key === ' ') return advance(page);
      if (key === '\r' || key === '\n') return advance(1);
      return { text: WIPE, done: true };
    },
  };
}
