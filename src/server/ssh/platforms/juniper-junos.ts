import { COMMON_PAGERS, ORDINARY, type Platform } from './platform';

/** What the engine or member is that answers; and where in a configuration one stands. */
const ROLE = '\\{(?:master|backup|linecard|primary|secondary|local|none|disabled)(?::[\\w-]+)?\\}';
const EDIT = '\\[edit[^\\]]*\\]';

/**
 * Juniper Junos. Prompt, set-up lines and refusals as scrapli (`juniper_junos.yaml`), Netmiko (`juniper.py`) and gnetcli
 * (`juniper/`) have them. An empty line and, of a routing engine or a member of a chassis, a line such as `{master:0}` are
 * printed above each prompt; in a configuration `[edit …]` stands there. Root lands in the system's own shell.
 */
export const JUNIPER_JUNOS: Platform = {
  ...ORDINARY,
  id: 'juniper_junos',
  anyPrompt: /^(?<host>[\w.-]{1,64}@[\w.-]{1,100})[>#] ?$/,
  prompts: ['{host}[>#] ?'],
  abovePrompt: ['', `${ROLE}(?:${EDIT})?|${EDIT}`],
  atLogin: [{ asks: /^(?:root@[\w.-]*(?::\S{0,60})? ?[%#]|%) ?$/, keys: 'cli\n' }],
  setUpLines: [
    'set cli screen-length 0',
    'set cli screen-width 511',
    'set cli complete-on-space off',
    'set cli timestamp disable',
  ],
  refusals: [
    'syntax error\\b',
    'unknown command\\b',
    'missing argument\\b',
    'error: ',
    'invalid value\\b',
    "'[^']{1,60}' is ambiguous",
  ],
  pagers: [...COMMON_PAGERS, /^---\(more(?: \d+%)?\)---\s*$/i],
  logOutLine: 'exit',
  enable: null,
  recognise: {
    ident: null,
    greeting: /^--- JUNOS /m,
    prompt: null,
    ask: 'show version',
    answer: /^(?:Junos: |JUNOS )/m,
  },
};
