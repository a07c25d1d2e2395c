import type { HostKeys, JumpHosts, Log, Secrets } from '@/server/engine/ports';
import type { Mailbox } from './mailbox';
import type { Answer, Answers, FromWorker, LogLevel, Question } from './messages';
import { plainError } from './plain-error';

type Asked<Port extends Question['port']> = Extract<Question, { readonly port: Port }>;

/** The worker's side of everything that lives in the main thread. */
export interface RemotePorts {
  readonly secrets: Secrets;
  readonly hostKeys: HostKeys;
  readonly jumpHosts: JumpHosts;
  readonly log: Log;
  /** Of the run with this number. */
  mayLogIn(run: number): Promise<boolean>;
  /** An answer that came. */
  answered(ask: number, answer: Answer): void;
}

export function createRemotePorts(mailbox: Mailbox<FromWorker>): RemotePorts {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let asked = 0;

  function ask<Port extends Question['port']>(question: Asked<Port>): Promise<Answers[Port]> {
    asked += 1;
    const number = asked;
    mailbox.post({ kind: 'ask', ask: number, question });
    return new Promise((resolve, reject) => waiting.set(number, { resolve, reject }));
  }

  const write = (level: LogLevel) => (fields: Record<string, unknown>, message: string) =>
    mailbox.post({ kind: 'log', level, fields: plainFields(fields), message });

  return {
    secrets: { reveal: (credentialId) => ask<'reveal'>({ port: 'reveal', credentialId }) },
    hostKeys: { judge: (endpoint, key) => ask<'judge'>({ port: 'judge', endpoint, key }) },
    jumpHosts: { find: (jumpHostId) => ask<'findJumpHost'>({ port: 'findJumpHost', jumpHostId }) },
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    mayLogIn: (run) => ask<'mayLogIn'>({ port: 'mayLogIn', run }),
    answered(number, answer) {
      const asker = waiting.get(number);
      waiting.delete(number);
      if (answer.ok) asker?.resolve(answer.value as never);
      else asker?.reject(answer.error);
    },
  };
}

function plainFields(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (value instanceof Error) return [name, plainError(value)];
      return [name, value === undefined ? undefined : JSON.parse(JSON.stringify(value) ?? 'null')];
    }),
  );
}
