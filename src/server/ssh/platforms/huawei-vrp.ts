import { ORDINARY, type Platform } from './platform';

/**
 * Huawei VRP. Prompt as scrapli (`huawei_vrp.yaml`), Netmiko (`huawei.py`) and gnetcli (`huawei/`) have it; the paging
 * command from scrapli_community; refusals from gnetcli's tests. Of a pair of firewalls `HRP_M` or `HRP_S` stands in front.
 * A configuration prompt is `[host]`, with `~` or `*` for what is not committed, and the view behind a hyphen. Before the
 * learned host is compared, `[V200R009C00SPC500]` in a configuration is no prompt.
 */
export const HUAWEI_VRP: Platform = {
  ...ORDINARY,
  id: 'huawei_vrp',
  anyPrompt: /^(?:HRP_[A-Z])?<(?<host>\w[\w.\-/:@]{0,99})> ?$/,
  prompts: ['(?:HRP_[A-Z])?(?:<{host}>|\\[[~*]?{host}(?:-[\\w.\\-/:]{1,60})?\\]) ?'],
  atLogin: [{ asks: /(?:Change now|Please choose 'YES' or 'NO').{0,20}\[Y\/N\]\s*:?\s*$/i, keys: 'N\n' }],
  setUpLines: ['screen-length 0 temporary', 'undo terminal monitor'],
  refusals: ['Error(?:\\[\\d+\\])?: ?\\S'],
  logOutLine: 'quit',
  enable: null,
  recognise: {
    ident: /^(?:HUAWEI|VRP)\b/i,
    greeting: null,
    prompt: null,
    ask: 'display version',
    answer: /^(?:Huawei Versatile Routing Platform|VRP \(R\) software)/im,
  },
};
