import { COMMON_QUESTIONS, type Platform } from './platform';

/**
 * Cisco IOS and IOS XE. Prompt, set-up lines and refusals as scrapli (`cisco_iosxe.yaml`), Netmiko (`cisco_ios.py`) and
 * Ansible's cisco.ios terminal plugin have them. The prompt of a configuration mode cuts the host name at 20 characters:
 * its first 16 are compared, which leaves room for what stands in brackets.
 */
export const CISCO_IOS: Platform = {
  id: 'cisco_ios',
  anyPrompt: /^(?<host>[\w.\-@/:]{1,100})(?:\([\w.\-/: ]{1,40}\))?[>#] ?$/,
  promptEnd: '(?:\\([\\w.\\-/: ]{1,40}\\))?[>#] ?',
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
  questions: COMMON_QUESTIONS,
  logOutLine: 'exit',
  enable: { line: 'enable', asksPassword: /^\s*password:\s*$/i, privileged: /# ?$/ },
  // IOS XR says `Cisco-2.0` too; its prompt starts with the route processor, as in `RP/0/RSP0/CPU0:host#`.
  recognise: { ident: /^Cisco\b/i, greeting: null, prompt: /^(?!RP\/\d)/ },
};
