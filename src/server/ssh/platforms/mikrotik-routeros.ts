import { COMMON_PAGERS, COMMON_QUESTIONS, ORDINARY, type Platform } from './platform';

/** In one pattern for both, since a prompt that is printed twice is a prompt above a prompt. */
const PROMPT = '\\[{host}\\] {0,2}(?:/[\\w/ -]{0,100})?(?:<SAFE)?> {0,2}';

/**
 * MikroTik RouterOS. Prompt, line end and the words of the login from Netmiko (`mikrotik_ssh.py`), refusals, pager and the
 * repainted line from gnetcli (`ros/`). Behind the user name: no colors, no questions to the terminal, its width and height.
 * Questions end in a line break. CR LF may count as two ends of a line, after which the prompt is printed twice.
 */
export const MIKROTIK_ROUTEROS: Platform = {
  ...ORDINARY,
  id: 'mikrotik_routeros',
  anyPrompt: /^\[(?<host>[^\s@[\]]{1,64}@[^[\]\r\n]{1,100})\] {0,2}(?:\/[\w/ -]{0,100})?(?:<SAFE)?> {0,2}$/,
  prompts: [PROMPT],
  abovePrompt: [PROMPT],
  echo: 'repainted',
  atLogin: [
    { asks: /see the software license\? \[Y\/n\]:?\s*$/i, keys: 'n' },
    { asks: /press "Enter" to continue!?\s*$/i, keys: '\r\n' },
  ],
  setUpLines: [],
  lineEnd: '\r\n',
  userNameSuffix: '+ct511w4098h',
  refusals: [
    'bad command name ',
    'syntax error \\(',
    'expected (?:end of command|command name) ',
    'no such item',
    'invalid value for ',
    'input does not match any value of ',
    'ambiguous value of ',
    'not enough permissions',
    'failure: ',
  ],
  questions: [...COMMON_QUESTIONS, /^\s*numbers:\s*$/, /password>\s*$/i],
  questionLines: [/\[y\/n\]:?\s*$/i, /press "Enter" to continue!?\s*$/i],
  pagers: [...COMMON_PAGERS, /^-- \[Q quit\|.{0,60}\]\s*$/],
  logOutLine: '/quit',
  enable: null,
  recognise: {
    ident: /^ROSSSH\b/,
    greeting: /^\s*MikroTik RouterOS \d/m,
    prompt: null,
    ask: '/system resource print',
    answer: /^\s*platform: MikroTik/m,
  },
};
