import type { Item, Table } from './item';

export interface PrintOptions {
  readonly style: 'detail' | 'terse' | 'count-only';
  /** `where` conditions: 'key=value', 'key~part', or a word that is a flag's name. */
  readonly where: readonly string[];
  readonly columns: number;
}

/** Words that stand for a flag in a `where`. */
const FLAG_WORDS: Readonly<Record<string, string>> = { dynamic: 'D', 'self-originated': 'S', active: 'A', ospf: 'o' };

/** Prints a menu's items, each wrapped at the width of the terminal or on one line. */
export function printTable({ legend, items }: Table, options: PrintOptions): string {
  const chosen = items.map((item, index) => ({ item, index })).filter(({ item }) => fits(item, options.where));
  if (options.style === 'count-only') return `${chosen.length}\n`;
  if (options.style === 'terse') return chosen.map(({ item, index }) => terse(item, index)).join('');
  const head = legend && `Flags: ${legend} \n`;
  return `${head}${chosen.map(({ item, index }) => `${detail(item, index, options.columns)}\n`).join('')}`;
}

function fits(item: Item, where: readonly string[]): boolean {
  return where.every((condition) => {
    const [, key, operator, wanted = ''] = /^([^=~]+)([=~])(.*)$/.exec(condition) ?? [];
    if (key === undefined) return item.flags.includes(FLAG_WORDS[condition] ?? '?');
    const bare = (value: string) => value.replaceAll('"', '');
    const value = bare(item.properties.find(([name]) => name === key)?.[1] ?? '');
    return operator === '~' ? value.includes(bare(wanted)) : value === bare(wanted);
  });
}

const start = (item: Item, index: number) => `${String(index).padStart(2)} ${item.flags.padStart(2)} `;

function terse(item: Item, index: number): string {
  const words = item.properties.map(([key, value]) => `${key}=${value}`);
  const body = item.body?.map((line) => line.trim()).join('\\n');
  return `${start(item, index)}${words.join(' ')}${body === undefined ? '' : ` body="${body}"`}\n`;
}

const INDENT = ' '.repeat(6);

/** Breaks between properties where a line would get wider than the terminal. */
function detail(item: Item, index: number, columns: number): string {
  const words = item.properties.map(([key, value]) => `${key}=${value}`);
  if (item.body) words.push('body=');
  const lines: string[] = [];
  let line = start(item, index);
  for (const word of words) {
    if (line.length + word.length + 1 > columns && line.trim() !== '') {
      lines.push(`${line}\n`);
      line = INDENT;
    }
    line += `${word} `;
  }
  const body = item.body?.map((row) => `        ${row}\n`).join('') ?? '';
  return `${lines.join('')}${line}\n${body}`;
}
