// The command line of Area Zero. It knows the portal by its typed client alone.
import { text } from 'node:stream/consumers';
import { CommanderError } from 'commander';
import { version } from '../../package.json';
import type { Context } from './context';
import { EXIT, type Exit } from './exit-codes';
import { stopOf } from './failure-exit';
import { createProgram } from './program';
import { createTerminal } from './terminal/terminal';
import { safeText } from './terminal/text';

const SIGNALS = {
  SIGINT: 'interrupted',
  SIGTERM: 'terminated',
  SIGHUP: 'terminated',
  SIGQUIT: 'terminated',
} as const;

const context: Context = {
  env: process.env,
  out: createTerminal(process.stdout, process.env),
  err: createTerminal(process.stderr, process.env),
  readStdin: () => text(process.stdin),
  interruptions(listener) {
    const handlers = Object.entries(SIGNALS).map(([signal, by]) => ({ signal, handler: () => listener(by) }));
    // Once: a second Ctrl-C ends the program whatever it is doing.
    for (const { signal, handler } of handlers) process.once(signal, handler);
    return () => {
      for (const { signal, handler } of handlers) process.off(signal, handler);
    };
  },
};

async function run(): Promise<Exit> {
  let exit: Exit = 'ok';
  const program = createProgram(context, version, (end) => {
    exit = end;
  });
  try {
    await program.parseAsync(process.argv);
    return exit;
  } catch (error) {
    // Commander has said it already, whether it was asked for or is a mistake.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 'ok' : 'usage';
    const stop = stopOf(error);
    process.stderr.write(`${safeText(stop.message)}\n`);
    return stop.exit;
  }
}

process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') process.exit(EXIT.readerGone);
  process.stderr.write(`Cannot write to standard output: ${code}\n`);
  process.exit(EXIT.internal);
});
// Nobody is left to tell; the exit code still says how it ended.
process.stderr.on('error', () => {});
run().then((exit) => {
  process.exitCode = EXIT[exit];
});
