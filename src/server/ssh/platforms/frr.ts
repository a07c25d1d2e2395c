import { ENABLE, ORDINARY, type Platform } from './platform';

/**
 * FRRouting's vtysh, as the login shell behind an SSH server. Greeting and `terminal length 0` (which turns the pager
 * off) in `vtysh/vtysh.c`; refusals are printed by `vtysh_execute_func`. Starts privileged.
 */
export const FRR: Platform = {
  ...ORDINARY,
  id: 'frr',
  anyPrompt: /^(?<host>[\w.-]{1,100})(?:\([\w.-]{1,40}\))?[>#] ?$/,
  prompts: ['{host}(?:\\([\\w.-]{1,40}\\))?[>#] ?'],
  setUpLines: ['terminal length 0'],
  refusals: ['% ?Unknown command', '% ?Command incomplete', '% ?Ambiguous command', '% ?There is no matched command'],
  logOutLine: 'exit',
  enable: ENABLE,
  recognise: {
    ident: null,
    greeting: /^Hello, this is FRRouting\b/m,
    prompt: null,
    ask: 'show version',
    answer: /^FRRouting \d/m,
  },
};
