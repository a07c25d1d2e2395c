import { ENABLE, ORDINARY, type Platform } from './platform';

/**
 * Arista EOS. Prompt and refusals as scrapli (`arista_eos.yaml`), Netmiko (`arista.py`, which also takes the doubled echo
 * away) and gnetcli (`arista/`) have them. Before the first prompt it may ask the terminal for its state (`ESC [5n`): that
 * needs no answer.
 */
export const ARISTA_EOS: Platform = {
  ...ORDINARY,
  id: 'arista_eos',
  anyPrompt: /^(?<host>[\w.\-@/:]{1,100})(?:\([\w.\-/:+ ]{1,60}\)){0,3}[>#] ?$/,
  prompts: ['{host}(?:\\([\\w.\\-/:+ ]{1,60}\\)){0,3}[>#] ?'],
  echo: 'again',
  setUpLines: ['terminal length 0', 'terminal width 512'],
  refusals: [
    '% ?Invalid input',
    '% ?Incomplete command',
    '% ?Ambiguous command',
    '% ?Unavailable command',
    '% ?Authorization denied',
  ],
  logOutLine: 'exit',
  enable: ENABLE,
  recognise: {
    ident: null,
    greeting: null,
    prompt: null,
    ask: 'show version',
    answer: /^(?:Arista |Software image version: )/m,
  },
};
