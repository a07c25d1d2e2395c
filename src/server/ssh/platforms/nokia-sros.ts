import { COMMON_PAGERS, ORDINARY, type Platform } from './platform';

const PAGERS = [...COMMON_PAGERS, /press (?:any key|q)\b.{0,90}$/i];
const PASSWORD = /^\s*password:\s*$/i;
const RECOGNISE = {
  ident: null,
  greeting: /^TiMOS-[A-Z]-\d/m,
  prompt: null,
  ask: 'show version',
  answer: /^TiMOS-[A-Z]+-\d/m,
} as const;

/**
 * Nokia SR OS, classic CLI. Prompt `A:host#`, `*` in front when the configuration is not saved, contexts behind `>`; paging
 * and `enable-admin` from Netmiko (`nokia_sros.py`), refusals from it and Nokia's sros-ansible.
 */
export const NOKIA_SROS_CLASSIC: Platform = {
  ...ORDINARY,
  id: 'nokia_sros',
  anyPrompt: /^\*?(?<host>[A-D]:[\w.-]{1,100})(?:>[\w.\->"]{1,150})?[#$] ?$/,
  prompts: ['\\*?{host}(?:>[\\w.\\->"]{1,150})?[#$] ?'],
  setUpLines: ['environment no more'],
  refusals: ['Error: ', '(?:MINOR|MAJOR|CRITICAL): '],
  pagers: PAGERS,
  logOutLine: 'logout',
  enable: { line: 'enable-admin', asksPassword: PASSWORD, privileged: null },
  recognise: RECOGNISE,
};

/**
 * Nokia SR OS, MD-CLI: the prompt has two lines with an empty one above, `[/]` and `A:admin@host#`; the first says what is
 * edited and how (`*(ex)[/configure …]`). Told from the classic CLI by the `@`. Set-up lines from Netmiko; the one for the
 * classic engine counts for what is run there by `//`.
 */
export const NOKIA_SROS_MD: Platform = {
  ...ORDINARY,
  id: 'nokia_sros',
  anyPrompt: /^(?<host>[A-D]:[\w.-]{1,64}@[\w.-]{1,100})# ?$/,
  prompts: ['{host}# ?'],
  abovePrompt: ['', '[!*]{0,2}(?:\\((?:ex|gl|pr|ro)\\))?\\[.*\\]'],
  setUpLines: [
    'environment command-completion space false',
    'environment more false',
    '//environment no more',
    'environment console width 512',
  ],
  refusals: ['Error: ', '(?:MINOR|MAJOR|CRITICAL): '],
  pagers: PAGERS,
  logOutLine: 'logout',
  enable: { line: 'enable', asksPassword: PASSWORD, privileged: null },
  recognise: RECOGNISE,
};
