import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CallName, LabCalls, LabProcessOptions, LabResponse } from './process-protocol';

type Call<Name extends CallName> = (...args: LabCalls[Name]['args']) => Promise<LabCalls[Name]['answer']>;
type LedgerCall =
  | 'entries'
  | 'of'
  | 'lines'
  | 'logins'
  | 'failedLogins'
  | 'counts'
  | 'peakSessions'
  | 'waitFor'
  | 'idle'
  | 'clear';

/** A lab in another process. Every question is answered as a promise; all reject once the process has ended. */
export interface LabProcess {
  readonly pid: number;
  readonly routers: LabCalls['start']['answer'];
  readonly ledger: { readonly [Name in LedgerCall]: Call<Name> };
  readonly setFault: Call<'setFault'>;
  readonly configure: Call<'configure'>;
  readonly rotateHostKey: Call<'rotateHostKey'>;
  /** Ends the routers and the process. */
  close(): Promise<void>;
}

/** Starts a lab in a child process, so that the routers' work is on another core than the portal's. */
export async function startLabProcess(options: LabProcessOptions): Promise<LabProcess> {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), [], {
    execArgv: ['--import', loader],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const call = createCaller(child);
  const exited = once(child, 'exit');
  const close = async () => {
    if (child.connected) {
      await call('close').catch(() => undefined);
      if (child.connected) child.disconnect();
    }
    await exited;
  };

  let routers: LabProcess['routers'];
  try {
    routers = await call('start', options);
  } catch (error) {
    await close();
    throw error;
  }
  const bind =
    <Name extends CallName>(name: Name): Call<Name> =>
    (...args) =>
      call(name, ...args);
  return {
    pid: child.pid!,
    routers,
    ledger: {
      entries: bind('entries'),
      of: bind('of'),
      lines: bind('lines'),
      logins: bind('logins'),
      failedLogins: bind('failedLogins'),
      counts: bind('counts'),
      peakSessions: bind('peakSessions'),
      waitFor: bind('waitFor'),
      idle: bind('idle'),
      clear: bind('clear'),
    },
    setFault: bind('setFault'),
    configure: bind('configure'),
    rotateHostKey: bind('rotateHostKey'),
    close,
  };
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** Numbers requests and matches the answers. */
function createCaller(child: ChildProcess) {
  const waiting = new Map<number, Waiting>();
  let nextId = 0;
  child.on('message', (response: LabResponse) => {
    const caller = waiting.get(response.id);
    waiting.delete(response.id);
    if (response.ok) caller?.resolve(response.answer);
    else caller?.reject(new Error(response.message));
  });
  child.on('exit', (code) => {
    for (const caller of waiting.values()) caller.reject(new Error(`The lab process ended (exit code ${code})`));
    waiting.clear();
  });
  return <Name extends CallName>(call: Name, ...args: LabCalls[Name]['args']): Promise<LabCalls[Name]['answer']> =>
    new Promise((resolve, reject) => {
      nextId += 1;
      waiting.set(nextId, { resolve: resolve as (answer: unknown) => void, reject });
      child.send({ id: nextId, call, args }, (error) => {
        if (error) reject(error);
      });
    });
}
