import { ENABLE, ORDINARY, type Platform } from './platform';

/**
 * Cisco IOS and IOS XE. Prompt, set-up lines and refusals as scrapli (`cisco_iosxe.yaml`), Netmiko (`cisco_ios.py`) and
 * Ansible's cisco.ios terminal plugin have them. The prompt of a configuration mode cuts the host name at 20 characters:
 * its first 16 are compared, which leaves room for what stands in brackets.
 */
export const CISCO_IOS: Platform = {
  ...ORDINARY,
  id: 'cisco_ios',
  anyPrompt: /^(?<host>[\w.\-@/:]{1,100})(?:\([\w.\-/: ]{1,40}\))?[>#] ?$/,
  // In a mode the name may be cut short anywhere after those characters.
  prompts: ['{host}(?:\\([\\w.\\-/: ]{1,40}\\))?[>#] ?', '{cut}[\\w.-]*\\([^()]{1,40}\\)[>#] ?'],
  hostCharactersInMode: 16,
  setUpLines: ['terminal length 0', 'terminal width 511'],
  refusals: [
    '% ?Invalid input detected',
    '% ?Ambiguous command',
    '% ?Incomplete command',
    '% ?Unknown command',
    '% ?Unrecognized command',
    '(?:% ?)?(?:Command )?[Aa]uthorization failed',
    '% ?This command is not authorized',
  ],
  logOutLine: 'exit',
  enable: ENABLE,
  recognise: {
    ident: /^Cisco\b/i,
    greeting: null,
    prompt: null,
    ask: 'show version',
    answer: /^(?:Cisco IOS Software|Cisco IOS[ -]XE Software|Cisco Internetwork Operating System|IOS \(tm\))/m,
  },
};
