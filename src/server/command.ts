import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { EnvError } from './env';

/** What a command was asked that it cannot follow: a line that names the option and what was expected. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Options as `--name value` (`true` for a flag), checked. Throws `UsageError`. */
export function readOptions<T>(
  schema: z.ZodType<T>,
  options: Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>,
  usage: string,
): T {
  let values: unknown;
  try {
    ({ values } = parseArgs({ options, strict: true }));
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${usage}`);
  }
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
  throw new UsageError([...lines, usage].join('\n'));
}

/** Runs a command: what it prints, exit code 1 and a line where it could not be done, 2 where it was asked wrongly. */
export function runCommand(work: () => Promise<readonly string[]>): void {
  // Whatever is written holds what nobody else may read.
  process.umask(0o077);
  work().then(
    (lines) => process.stdout.write(`${lines.join('\n')}\n`),
    (error: Error) => {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = error instanceof UsageError || error instanceof EnvError ? 2 : 1;
    },
  );
}
