import { type Menu, menuAt } from './menu';

/** Where a line leads: to a menu, or to a command with its words. `offset` counts characters from 0. */
export type Parsed =
  | { readonly kind: 'menu'; readonly path: string }
  | { readonly kind: 'command'; readonly path: string; readonly name: string; readonly words: readonly Word[] }
  | { readonly kind: 'bad_name'; readonly word: string; readonly offset: number }
  | { readonly kind: 'syntax'; readonly offset: number };

export interface Word {
  readonly text: string;
  readonly offset: number;
}

const ROOT_COMMANDS = ['export', 'quit', 'exit'] as const;

/**
 * Reads a line from the menu at `path` on. Names are parted by spaces or slashes and may be cut short while they stay
 * unique; a slash at the start means the root; `..` goes up.
 */
export function parseLine(line: string, path: string): Parsed {
  let here = /^\s*\//.test(line) ? '' : path.replace(/\/$/, '');
  const name = /[^\s/]+/g;
  for (let found = name.exec(line); found; found = name.exec(line)) {
    const word = found[0];
    if (!/^[\w.:-]/.test(word)) return { kind: 'syntax', offset: found.index };
    if (word === '..') {
      here = here.replace(/\/[^/]*$/, '');
      continue;
    }
    const menu = menuAt(here);
    const next = menu && choose([...Object.keys(menu.menus), ...commandsOf(menu, here)], word);
    if (!menu || next === undefined) return { kind: 'bad_name', word, offset: found.index };
    if (menu.menus[next]) here += `/${next}`;
    else return { kind: 'command', path: here, name: next, words: wordsFrom(line, name.lastIndex) };
  }
  return { kind: 'menu', path: here };
}

function commandsOf(menu: Menu, path: string): string[] {
  return [...(menu.table || menu.text ? ['print'] : []), ...(path === '' ? ROOT_COMMANDS : [])];
}

function choose(names: readonly string[], word: string): string | undefined {
  if (names.includes(word)) return word;
  const fitting = names.filter((name) => name.startsWith(word));
  return fitting.length === 1 ? fitting[0] : undefined;
}

function wordsFrom(line: string, offset: number): Word[] {
  return [...line.slice(offset).matchAll(/\S+/g)].map((found) => ({ text: found[0], offset: offset + found.index }));
}
