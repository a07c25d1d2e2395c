import { z } from 'zod';
import { isNetwork } from './network/address-list';
import { DEFAULT_ALLOWED_TARGETS } from './ssh/targets';
import { hostEntryTexts, parseHostEntry } from './webhooks/host-entry';

const wholeNumber = (min: number, max: number) => {
  const text = `expected a whole number from ${min} to ${max}`;
  return z.coerce.number(text).int(text).min(min, text).max(max, text);
};
const whole = (min: number, max: number, fallback: number) => wholeNumber(min, max).default(fallback);

const httpUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'expected an http or https URL')
  .transform((text) => new URL(text));
const originUrl = httpUrl.transform(({ origin }) => origin);
/** With a path, without a slash at its end. */
const serviceUrl = httpUrl.transform(({ origin, pathname }) => origin + pathname.replace(/\/+$/, ''));

const databaseUrl = z.string().startsWith('file:', 'expected file: and a path').default('file:./data/areazero.db');

const KEY_TEXT = 'expected 32 bytes in base64; make one with: openssl rand -base64 32';
const secretKey = z
  .string(KEY_TEXT)
  .regex(/^[A-Za-z0-9+/_-]{43}=?$/, KEY_TEXT)
  .transform((text) => Buffer.from(text, 'base64'));

const schema = z
  .object({
    NODE_ENV: z
      .enum(['production', 'development', 'test'], 'expected production, development or test')
      .default('production'),
    PORT: whole(1, 65_535, 3000),
    HOST: z.string().min(1, 'expected an address to listen on').default('127.0.0.1'),
    PUBLIC_URL: originUrl.optional(),
    DATABASE_URL: databaseUrl,
    SECRET_KEY: secretKey,
    ADMIN_EMAIL: z.email('expected an email address').optional(),
    ADMIN_PASSWORD: z.string().min(8, 'expected at least 8 characters').max(128, 'expected at most 128').optional(),
    ALLOWED_TARGETS: z
      .string()
      .default(DEFAULT_ALLOWED_TARGETS)
      .refine(
        (text) => text.split(',').every((part) => isNetwork(part.trim())),
        'expected networks such as 10.0.0.0/8, separated by commas',
      ),
    /** Where webhooks may go; empty: nowhere. */
    WEBHOOK_HOSTS: z
      .string()
      .default('')
      .refine(
        (text) => hostEntryTexts(text).every((entry) => parseHostEntry(entry) !== null),
        'expected host names, *.names or networks, each with or without http://, separated by commas',
      ),
    MAX_BATCH_SIZE: whole(1, 1_000, 50),
    MAX_SESSIONS: whole(1, 10_000, 500),
    HANDSHAKES_AT_ONCE: whole(1, 1_000, 25),
    /** Threads that run devices; 0 runs them in the thread of the API; absent: as many as suit the machine. */
    WORKERS: wholeNumber(0, 64).optional(),
    CONNECT_TIMEOUT_MS: whole(100, 600_000, 10_000),
    HANDSHAKE_TIMEOUT_MS: whole(100, 600_000, 20_000),
    AUTH_TIMEOUT_MS: whole(100, 600_000, 20_000),
    PROMPT_TIMEOUT_MS: whole(100, 600_000, 20_000),
    COMMAND_IDLE_TIMEOUT_MS: whole(100, 3_600_000, 60_000),
    DEVICE_TIMEOUT_MS: whole(100, 86_400_000, 300_000),
    MAX_OUTPUT_BYTES: whole(1_024, 1_073_741_824, 10_485_760),
    /** Ended jobs are deleted after so many days; 0 keeps them. */
    RETENTION_DAYS: whole(0, 36_500, 0),
    /** Ended jobs are deleted, the oldest first, while the database holds more megabytes; 0 is no bound. */
    RETENTION_MAX_MB: whole(0, 10_000_000, 0),
    HOST_KEY_POLICY: z.enum(['first_use', 'strict'], 'expected first_use or strict').default('first_use'),
    /** Where the Google Sheets API is, and where tokens of service accounts are asked for. */
    GOOGLE_SHEETS_URL: serviceUrl.default('https://sheets.googleapis.com'),
    GOOGLE_TOKEN_URL: serviceUrl.default('https://oauth2.googleapis.com/token'),
    LOG_LEVEL: z
      .enum(
        ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
        'expected fatal, error, warn, info, debug, trace or silent',
      )
      .default('info'),
  })
  .refine((env) => !env.ADMIN_EMAIL === !env.ADMIN_PASSWORD, {
    path: ['ADMIN_PASSWORD'],
    message: 'expected together with ADMIN_EMAIL, or neither',
  })
  .transform((env) => ({ ...env, PUBLIC_URL: env.PUBLIC_URL ?? `http://localhost:${env.PORT}` }));

/** The whole configuration, checked. `SECRET_KEY` is 32 bytes, `PUBLIC_URL` an origin. */
export type Env = z.infer<typeof schema>;

/** What is wrong with the environment: a line per variable with its name and what was expected, never its value. */
export class EnvError extends Error {
  override name = 'EnvError';
}

type Source = Readonly<Record<string, string | undefined>>;

/** Reads the configuration from `source` (as `process.env`). An empty variable counts as absent. Throws `EnvError`. */
export const loadEnv = (source: Source): Env => read(schema, source);

const databaseSchema = z.object({ DATABASE_URL: databaseUrl, SECRET_KEY: secretKey.optional() });

/** What the commands beside the portal need to know: where the database is, and the key where they are given one. */
export type DatabaseEnv = z.infer<typeof databaseSchema>;

function read<T>(expected: z.ZodType<T>, source: Source): T {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const result = expected.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new EnvError(`The configuration cannot be used (see .env.example).\n  ${lines.join('\n  ')}`);
}

/** The environment of this process: the only place that reads it. */
export const processEnv = (): Env => loadEnv(process.env);
export const processDatabaseEnv = (): DatabaseEnv => read(databaseSchema, process.env);

/** Next reads this one itself. Nothing here reports to anybody. */
export function disableTelemetry(): void {
  process.env.NEXT_TELEMETRY_DISABLED = '1';
}
