import type { PagerStyle } from '../cli/dialect';

/** Text that is shown a page at a time. */
export interface Pager {
  /** What to print first. */
  readonly first: string;
  /** What to print after a key; `done` when the prompt comes next. */
  press(key: string): { readonly text: string; readonly done: boolean };
}

const IOS_STYLE: PagerStyle = {
  more: ' --More-- ',
  /** How IOS wipes its --More-- off the line. */
  wipe: `${'\b'.repeat(9)}${' '.repeat(8)}${'\b'.repeat(9)}`,
};

function iosKey(key: string): 'page' | 'line' | 'quit' {
  if (key === ' ') return 'page';
  return key === '\r' || key === '\n' ? 'line' : 'quit';
}

/** Cuts a text into pages of `lines`, the last line of each being the pager's; undefined when it fits on one. */
export function createPager(text: string, lines: number, style: PagerStyle = IOS_STYLE): Pager | undefined {
  const rows = text.split('\n').map((row) => `${row}\n`);
  const last = rows.pop()?.slice(0, -1) ?? '';
  if (last !== '') rows.push(last);
  const page = Math.max(1, lines - 1);
  if (lines === 0 || rows.length <= page) return undefined;
  const more = () => (typeof style.more === 'string' ? style.more : style.more(shown, rows.length));
  let shown = page;
  const advance = (count: number) => {
    const next = rows.slice(shown, shown + count).join('');
    shown += count;
    const done = shown >= rows.length;
    return { text: style.wipe + next + (done ? '' : more()), done };
  };
  return {
    first: rows.slice(0, page).join('') + more(),
    press(key) {
      switch ((style.key ?? iosKey)(key)) {
        case 'page':
          return advance(page);
        case 'line':
          return advance(1);
        case 'rest':
          return advance(rows.length);
        case 'quit':
          return { text: style.wipe, done: true };
      }
    },
  };
}
