import { ORDINARY, type Platform } from './platform';

/**
 * Cisco IOS XR. Prompt and set-up lines as scrapli (`cisco_iosxr.yaml`), Netmiko (`cisco_xr.py`) and Ansible's cisco.iosxr
 * terminal plugin have them. The date line above each answer goes with `terminal exec prompt no-timestamp`. Characters are
 * echoed when they arrive, so that a line sent early is echoed twice: alone and behind its prompt. Of a long name a
 * configuration prompt shows 31 characters; 28 are compared, the route processor in front included.
 */
export const CISCO_XR: Platform = {
  ...ORDINARY,
  id: 'cisco_xr',
  anyPrompt: /^(?<host>(?:RP|LC)\/\d+\/[\w/]{1,16}:[\w.-]{1,100})(?:\([^()]{1,40}\)){0,2}# ?$/,
  prompts: [
    '{host}(?:\\([^()]{1,40}\\)){0,2}# ?',
    '{cut}[\\w.-]*(?:\\([^()]{1,40}\\)){1,2}# ?',
    'sysadmin-vm:\\w{1,20}(?:\\([^()]{1,40}\\))?# ?',
  ],
  hostCharactersInMode: 28,
  echo: 'again',
  setUpLines: [
    'terminal length 0',
    'terminal width 512',
    'terminal exec prompt no-timestamp',
    'terminal monitor disable',
  ],
  refusals: [
    '% ?Invalid input detected',
    '% ?Ambiguous command',
    '% ?Incomplete command',
    '% ?Unknown command',
    '% ?Bad hostname',
    '% ?This command is not authorized',
    '% ?Failed to commit',
    '!!% ',
  ],
  logOutLine: 'exit',
  enable: null,
  recognise: {
    ident: null,
    greeting: null,
    prompt: /^(?:RP|LC)\/\d+\/[\w/]+:/,
    ask: 'show version',
    answer: /^Cisco IOS[ -]XR Software/m,
  },
};
