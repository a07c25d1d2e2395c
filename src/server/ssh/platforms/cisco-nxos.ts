import { ENABLE, ORDINARY, type Platform } from './platform';

/**
 * Cisco NX-OS. Prompt and refusals as scrapli (`cisco_nxos.yaml`), Netmiko (`cisco_nxos.py`) and gnetcli (`nxos/`) have
 * them: `% Invalid command`, not IOS's `% Invalid input`. Lines may end in CR CR LF and a prompt begin with CR. A mode such
 * as `(maint-mode)` stands before that of the configuration.
 */
export const CISCO_NXOS: Platform = {
  ...ORDINARY,
  id: 'cisco_nxos',
  anyPrompt: /^(?<host>[\w.-]{1,100})(?:\([\w.\-/:+ ]{1,60}\)){0,2}[>#] ?$/,
  prompts: ['{host}(?:\\([\\w.\\-/:+ ]{1,60}\\)){0,2}[>#] ?'],
  setUpLines: ['terminal length 0', 'terminal width 511'],
  refusals: [
    '% ?Invalid command',
    '(?:% ?)?Invalid range',
    '% ?Invalid (?:parameter|number|interface|value)',
    '% ?Incomplete command',
    '% ?Ambiguous command',
    '% ?Permission denied',
    'Syntax error while parsing',
  ],
  logOutLine: 'exit',
  enable: ENABLE,
  recognise: {
    ident: null,
    greeting: /^Cisco Nexus Operating System \(NX-OS\) Software/m,
    prompt: null,
    ask: 'show version',
    answer: /^Cisco Nexus Operating System \(NX-OS\) Software/m,
  },
};
