import type { Dialect, PagerStyle } from '../dialect';
import { CLASSIC_WORDING, runClassic } from './classic';
import { completeModelDriven, fromClassic, MD_WORDING, runModelDriven } from './model-driven';
import { showVersion } from './system';

const PAGER: PagerStyle = {
  more: 'Press Q to quit, Enter to print next line or any other key to print next page.',
  wipe: `\r${' '.repeat(78)}\r`,
  key(key) {
    if (/q/i.test(key)) return 'quit';
    return key === '\r' || key === '\n' ? 'line' : 'page';
  },
};

/**
 * Nokia SR OS with both engines: the classic one with `A:host# `, the model-driven one with its context on a line above
 * `A:user@host# ` and an empty line before that.
 */
export const srosDialect: Dialect = {
  greeting: showVersion(),
  pageLines: 24,
  pager: PAGER,

  enable: { withoutPassword: 'granted', wrong: 'MINOR: CLI Invalid password.\n' },

  startMode: ({ modelDriven }) => (modelDriven ? 'md' : 'exec'),

  isSetup: (line) => /^\s*\/{0,2}\s*environment\s/.test(line),

  complete: (line, mode) => (mode === 'md' ? completeModelDriven(line) : ''),

  prompt(hostname, mode, _ha, seat) {
    const star = seat?.unsaved ? '*' : '';
    if (mode === 'md' || mode === 'md-config') {
      const context = mode === 'md' ? `${star}[/]` : `${star}(ex)[/configure]`;
      return `\n${context}\nA:${seat?.username ?? 'admin'}@${hostname}# `;
    }
    return `${star}A:${hostname}${mode === 'config' ? '>config' : ''}# `;
  },

  execute(line, mode, view, promptLength = 0) {
    if (mode === 'md' || mode === 'md-config') return runModelDriven(line, mode, view, promptLength);
    return fromClassic(line, view, promptLength) ?? runClassic(line, mode, view, promptLength);
  },

  refuse(line, promptLength, offset, mode) {
    const words = mode === 'md' || mode === 'md-config' ? MD_WORDING : CLASSIC_WORDING;
    return words.invalid(line, promptLength, offset);
  },
};
