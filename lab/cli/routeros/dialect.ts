import {
  type Dialect,
  type Menu as MenuMode,
  type PagerStyle,
  PLAIN_SEAT,
  type Reply,
  refused,
  type Seat,
} from '../dialect';
import type { View } from '../view';
import { parseLine, type Word } from './command-line';
import { menuAt, ROOT } from './menu';
import { routerosPainter, withColors } from './painter';
import { type PrintOptions, printTable } from './print';
import { ROS_RELEASE } from './system';

const LOGO = `

  MMM      MMM       KKK                          TTTTTTTTTTT      KKK
  MMMM    MMMM       KKK                          TTTTTTTTTTT      KKK
  MMM MMMM MMM  III  KKK  KKK  RRRRRR     OOOOOO      TTT     III  KKK  KKK
  MMM  MM  MMM  III  KKKKK     RRR  RRR  OOO  OOO     TTT     III  KKKKK
  MMM      MMM  III  KKK KKK   RRRRRR    OOO  OOO     TTT     III  KKK KKK
  MMM      MMM  III  KKK  KKK  RRR  RRR   OOOOOO      TTT     III  KKK  KKK

  MikroTik RouterOS ${ROS_RELEASE} (c) 1999-2024       https://www.mikrotik.com/

Press F1 for help
`;

const PAGER: PagerStyle = {
  more: '-- [Q quit|D dump|down]',
  wipe: `\r${' '.repeat(24)}\r`,
  key(key) {
    if (/q/i.test(key)) return 'quit';
    if (/d/i.test(key)) return 'rest';
    return key === '\r' ? 'line' : 'page';
  },
};

const at = (offset: number) => `(line 1 column ${offset + 1})`;

/** The shell of RouterOS 7: menus, a prompt that is painted anew with each key, paging by the height of the terminal. */
export const routerosDialect: Dialect = {
  greeting: LOGO,
  pageLines: PLAIN_SEAT.rows,
  pageLinesAt: ({ rows }) => rows,
  pager: PAGER,
  painter: routerosPainter,
  returnEndsLines: true,
  isSetup: () => false,
  loginQuestion: {
    prompt: '\nDo you want to see the software license? [Y/n]: ',
    by: 'key',
    yes: 'MIKROTIK SOFTWARE END-USER LICENCE AGREEMENT\n',
  },

  /** 'admin+ct511w4098h': c no colors, t no questions to the terminal, w its width, h its height. */
  login(name) {
    const [username = '', flags] = name.split('+', 2);
    const size = (letter: string) => Number(new RegExp(`(\\d+)${letter}`).exec(flags ?? '')?.[1] ?? Number.NaN);
    return {
      username,
      colors: !flags?.includes('c'),
      ...(size('w') > 0 && { columns: size('w') }),
      ...(size('h') > 0 && { rows: size('h') }),
    };
  },

  prompt(hostname, mode, _ha, seat) {
    return `[${seat?.username ?? 'admin'}@${hostname}] ${mode.startsWith('/') ? mode : ''}> `;
  },

  execute(line, mode, view, _promptLength, seat = PLAIN_SEAT) {
    const parsed = parseLine(line, mode.startsWith('/') ? mode : '');
    switch (parsed.kind) {
      case 'syntax':
        return refused(`syntax error ${at(parsed.offset)}\n`);
      case 'bad_name':
        return refused(`bad command name ${parsed.word} ${at(parsed.offset)}\n`);
      case 'menu':
        return { kind: 'mode', mode: parsed.path === '' ? 'exec' : (parsed.path as MenuMode) };
      case 'command':
        if (parsed.name !== 'print') return runAtRoot(parsed.name, parsed.words, view);
        return runPrint(parsed.path, parsed.words, view, seat);
    }
  },

  refuse: (line) =>
    `bad command name ${
      line
        .trim()
        .split(/[\s/]+/)
        .find((word) => word !== '') ?? ''
    } ${at(1)}\n`,
};

function runAtRoot(name: string, [surplus]: readonly Word[], view: View): Reply {
  if (surplus) return refused(`expected end of command ${at(surplus.offset)}\n`);
  return name === 'export' ? { kind: 'text', text: ROOT.exported?.(view) ?? '' } : { kind: 'logout' };
}

function runPrint(path: string, words: readonly Word[], view: View, seat: Seat): Reply {
  const menu = menuAt(path);
  const read = readOptions(words, seat);
  if ('surplus' in read) return refused(`expected end of command ${at(read.surplus.offset)}\n`);
  const printed = menu?.table ? printTable(menu.table(view), read.options) : (menu?.text?.(view) ?? '');
  const text = seat.colors ? withColors(printed) : printed;
  return { kind: 'text', text, ...(read.unpaged && { unpaged: true }) };
}

type Read = { readonly options: PrintOptions; readonly unpaged: boolean } | { readonly surplus: Word };

/** `terse without-paging where type=router and …`; a file is refused: nothing is written here. */
function readOptions(words: readonly Word[], { columns }: Seat): Read {
  let style: PrintOptions['style'] = 'detail';
  let unpaged = false;
  for (const [position, word] of words.entries()) {
    const { text } = word;
    if (text === 'where') {
      const where = words.slice(position + 1).flatMap((condition) => (condition.text === 'and' ? [] : condition.text));
      return { options: { style, where, columns }, unpaged };
    }
    if (text === 'without-paging') unpaged = true;
    else if (text === 'terse' || text === 'detail' || text === 'count-only') style = text;
    else if (text !== 'brief') return { surplus: word };
  }
  return { options: { style, where: [], columns }, unpaged };
}
