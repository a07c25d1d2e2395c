import { format } from 'node:util';
import pino, { type DestinationStream, type Logger, type LoggerOptions } from 'pino';

/** Fields that are never written, wherever they stand. Exact names: `passwordSet: true` is no secret. */
const SECRET_FIELDS = [
  'password',
  'enablePassword',
  'privateKey',
  'passphrase',
  'apiKey',
  'serviceAccount',
  'secret',
  'secretKey',
  'token',
  'authorization',
  'cookie',
  'set-cookie',
  'connectionParams',
];
const REDACTED = SECRET_FIELDS.flatMap((field) =>
  ['', '*.', '*.*.', '*.*.*.'].map((prefix) =>
    field.includes('-') ? `${prefix.replace(/\.$/, '')}["${field}"]` : `${prefix}${field}`,
  ),
);

/** Errors without what libraries hang on them: a driver's error carries the query and its values. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? {} : { cause: plainError(error.cause) };
  return { name: error.name, message: error.message, stack: error.stack, ...cause };
}

export type PortalLog = Logger;

/** JSON lines on standard output: ISO 8601 times, one wide event per request and per job, secrets cut out. */
export function createLog(level: LoggerOptions['level'] = 'info', destination?: DestinationStream): PortalLog {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: plainError, error: plainError },
    redact: { paths: REDACTED, censor: '[redacted]' },
  };
  return destination ? pino(options, destination) : pino(options);
}

const LEVEL_OF_CONSOLE = { debug: 'debug', log: 'info', info: 'info', warn: 'warn', error: 'error' } as const;

/** What libraries say on the console, Next at each start, becomes lines of the log: whoever reads that gets JSON alone. */
export function consoleInto(log: PortalLog, target: Console = console): void {
  for (const [name, level] of Object.entries(LEVEL_OF_CONSOLE)) {
    Object.assign(target, { [name]: (...words: unknown[]) => log[level]({ via: 'console' }, format(...words).trim()) });
  }
}
