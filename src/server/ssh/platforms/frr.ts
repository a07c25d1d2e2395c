import { COMMON_QUESTIONS, type Platform } from './platform';

/**
 * FRRouting's vtysh, as the login shell behind an SSH server. Greeting and `terminal length 0` (which turns the pager
 * off) in `vtysh/vtysh.c`; refusals are printed by `vtysh_execute_func`. Starts privileged.
 */
export const FRR: Platform = {
  id: 'frr',
  anyPrompt: /^(?<host>[\w.-]{1,100})(?:\([\w.-]{1,40}\))?[>#] ?$/,
  promptEnd: '(?:\\([\\w.-]{1,40}\\))?[>#] ?',
  hostCharactersInMode: 64,
  setUpLines: ['terminal length 0'],
  refusals: ['% ?Unknown command', '% ?Command incomplete', '% ?Ambiguous command', '% ?There is no matched command'],
  questions: COMMON_QUESTIONS,
  logOutLine: 'exit',
  enable: { line: 'enable', asksPassword: /^\s*password:\s*$/i, privileged: /# ?$/ },
  recognise: { ident: null, greeting: /^Hello, this is FRRouting\b/m, prompt: /./ },
};
