import { isAreaZeroError } from '@/client/client';
import { type Exit, Stop } from './exit-codes';

/** What the portal's refusal means to a script. Codes that are not here are faults. */
const EXIT_OF_CODE: Readonly<Record<string, Exit>> = {
  BAD_REQUEST: 'usage',
  PARSE_ERROR: 'usage',
  NOT_FOUND: 'usage',
  PAYLOAD_TOO_LARGE: 'usage',
  UNAUTHORIZED: 'refused',
  FORBIDDEN: 'refused',
  CONFLICT: 'conflict',
  TOO_MANY_REQUESTS: 'unreachable',
  SERVICE_UNAVAILABLE: 'unreachable',
};

/** The option behind a field of the api, where its name is another. */
const OPTION_OF_FIELD: Readonly<Record<string, string>> = {
  commands: '--command',
  deviceIds: '--device',
  filter: 'the selection',
  'filter.country': '--country',
  'filter.countries': '--country',
  'filter.platform': '--platform',
  'filter.tag': '--tag',
  'filter.search': '--search',
  strategy: '--rolling',
  deadlineMs: '--deadline',
  'canary.size': '--canary',
  'stopRules.failedDevices': '--stop-failed-devices',
  'stopRules.failedPercent': '--stop-failed-percent',
  'stopRules.failuresInRow': '--stop-failures-in-row',
  'stopRules.commandRefusals': '--stop-command-refusals',
  jobId: 'the job',
};
const OWN_OPTIONS = new Set([
  ...['title', 'batchSize', 'devicesPerHour', 'order', 'priority', 'retries', 'planHash', 'idempotencyKey'],
  ...['confirmDevices', 'search', 'country', 'platform', 'tag', 'state', 'scope', 'batch', 'failure', 'limit'],
]);

/** Everything that goes wrong as one exit code and one message in the words of the command line. */
export function stopOf(error: unknown): Stop {
  if (error instanceof Stop) return error;
  if (!isAreaZeroError(error)) return new Stop('internal', error instanceof Error ? error.message : String(error));
  if (!error.data) return new Stop('unreachable', error.message);
  const { fields, code } = error.data;
  const message = fields?.map(({ field, message: text }) => `${optionOf(field)}: ${text}`).join('\n') ?? error.message;
  return new Stop(EXIT_OF_CODE[code] ?? 'internal', message);
}

/** `--command 3` for `commands.2`, `--batch-size` for `batchSize`; a field without an option as it is. */
function optionOf(field: string): string {
  const [, name = field, index] = /^(.*?)\.(\d+)$/.exec(field) ?? [];
  const nth = index === undefined ? '' : ` ${Number(index) + 1}`;
  const known = OPTION_OF_FIELD[name];
  if (known) return `${known}${nth}`;
  if (!OWN_OPTIONS.has(name)) return name || 'input';
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}${nth}`;
}
