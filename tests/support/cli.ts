import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildCli } from '../../scripts/build-cli.mjs';

export interface CliEnd {
  /** As a shell reports it: 128 and the number of the signal where one ended it. */
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A command line that runs. */
export interface CliRun {
  readonly ended: Promise<CliEnd>;
  /** Everything on standard output so far. */
  out(): string;
  err(): string;
  /** Resolves when the output so far matches; rejects when the program ends before that. */
  until(pattern: RegExp, stream?: 'out' | 'err'): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  write(text: string): void;
  /** Whoever reads the output goes away. */
  hangUp(): void;
  /** Makes its pseudo-terminal another size. */
  resize(size: TerminalSize): Promise<void>;
}

interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

export interface Cli {
  /** Holds the built file; for what a test writes. */
  readonly folder: string;
  start(args: readonly string[], options?: StartOptions): CliRun;
  run(args: readonly string[], options?: StartOptions): Promise<CliEnd>;
  close(): Promise<void>;
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Takes standard output in the place of `out`, as by `> into`. */
  readonly into?: string;
  /** In a pseudo-terminal of this size, by util-linux `script`; both outputs are one then. */
  readonly terminal?: TerminalSize;
}

/** The command line as it is shipped, in a process of its own, with nothing of this one's environment but what is given. */
export async function buildTestCli(env: Readonly<Record<string, string>>): Promise<Cli> {
  const folder = await mkdtemp(join(tmpdir(), 'areazero-cli-'));
  const file = join(folder, 'areazero.mjs');
  await buildCli(file);
  let started = 0;
  const start: Cli['start'] = (args, options = {}) => {
    started += 1;
    const tty = join(folder, `tty-${started}`);
    const words = [process.execPath, file, ...args];
    const [program, given] = options.terminal
      ? (['script', inTerminal(words, options.terminal, tty)] as const)
      : options.into
        ? (['sh', ['-c', 'exec "$@" > "$0"', options.into, ...words]] as const)
        : ([process.execPath, words.slice(1)] as const);
    return runOf(
      program,
      given,
      { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', ...env, ...options.env },
      options.stdin,
      tty,
    );
  };
  return {
    folder,
    start,
    run: (args, options) => start(args, options).ended,
    close: () => rm(folder, { recursive: true }),
  };
}

const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

function inTerminal(words: readonly string[], { columns, rows }: TerminalSize, tty: string): string[] {
  // `exec`, so that what is typed as Ctrl-C ends the program and no shell before it.
  const command = words.map(quoted).join(' ');
  return ['-qefc', `tty > ${quoted(tty)}; stty cols ${columns} rows ${rows}; exec ${command}`, '/dev/null'];
}

function runOf(
  program: string,
  args: readonly string[],
  env: Record<string, string>,
  stdin: string | undefined,
  tty: string,
): CliRun {
  const child = spawn(program, [...args], { env: { ...env, NODE_ENV: 'test' }, stdio: 'pipe' });
  const text = { out: '', err: '' };
  const waiting = new Set<() => void>();
  const hear = (stream: 'out' | 'err') => (chunk: string) => {
    text[stream] += chunk;
    for (const look of waiting) look();
  };
  child.stdout.setEncoding('utf8').on('data', hear('out'));
  child.stderr.setEncoding('utf8').on('data', hear('err'));
  // Whoever ended early reads no more.
  child.stdin.on('error', () => {});
  if (stdin !== undefined) child.stdin.end(stdin);
  const ended = new Promise<CliEnd>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({ code: code ?? (signal === 'SIGINT' ? 130 : 143), out: text.out, err: text.err });
    });
  });
  return {
    ended,
    out: () => text.out,
    err: () => text.err,
    until(pattern, stream = 'out') {
      return new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(text[stream])) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        ended.then(({ code }) =>
          reject(new Error(`Ended with ${code} before ${pattern}:\n${text.out.slice(-2_000)}\n${text.err}`)),
        );
      });
    },
    kill: (signal) => child.kill(signal),
    write: (typed) => child.stdin.write(typed),
    hangUp: () => child.stdout.destroy(),
    async resize({ columns, rows }) {
      const name = (await readFile(tty, 'utf8')).trim();
      await promisify(execFile)('stty', ['-F', name, 'cols', String(columns), 'rows', String(rows)]);
    },
  };
}
