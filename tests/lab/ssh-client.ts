import ssh2, { type ClientChannel, type ConnectConfig } from 'ssh2';
import type { LabRouter } from '../../lab/start-lab';

/** An SSH session as a person at a terminal has it: sends keys, waits for what the screen shows. */
export interface TestSession {
  /** Everything received so far. */
  output(): string;
  send(text: string): void;
  /** Resolves with the text since the last `expect` up to and including the match. Rejects when the session closes first. */
  expect(pattern: string | RegExp): Promise<string>;
  /** Sends a line and gives what came between its echo and the prompt. */
  run(line: string, prompt: string): Promise<string>;
  readonly closed: Promise<void>;
  end(): void;
}

export type Target = Pick<LabRouter, 'address' | 'port'>;

/** Connects only; resolves when authenticated. */
export function connect(target: Target, config: ConnectConfig): Promise<ssh2.Client> {
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client();
    client.once('ready', () => resolve(client));
    client.on('error', reject);
    client.once('close', () => reject(new Error('closed before it was ready')));
    client.connect({ host: target.address, port: target.port, ...config });
  });
}

/** Connects and opens a shell. */
export async function openSession(target: Target, config: ConnectConfig): Promise<TestSession> {
  const client = await connect(target, config);
  const channel = await new Promise<ClientChannel>((resolve, reject) => {
    client.shell({ term: 'vt100' }, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
  return follow(client, channel);
}

function follow(client: ssh2.Client, channel: ClientChannel): TestSession {
  let received = '';
  let from = 0;
  let isClosed = false;
  const listeners = new Set<() => void>();
  const notify = () => {
    for (const listener of [...listeners]) listener();
  };
  channel.on('data', (chunk: Buffer) => {
    received += chunk.toString('utf8');
    notify();
  });
  const closed = new Promise<void>((resolve) => {
    client.once('close', () => {
      isClosed = true;
      resolve();
      notify();
    });
    // OpenSSH ends the channel at logout and leaves the connection to the client.
    channel.once('close', () => client.end());
  });

  const session: TestSession = {
    output: () => received,
    send: (text) => void channel.write(text),
    expect: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const rest = received.slice(from);
          const end = endOf(rest, pattern);
          if (end === undefined && !isClosed) return;
          listeners.delete(look);
          if (end === undefined)
            return reject(new Error(`closed before ${pattern}: ${JSON.stringify(rest.slice(-300))}`));
          from += end;
          resolve(rest.slice(0, end));
        };
        listeners.add(look);
        look();
      }),
    async run(line, prompt) {
      channel.write(`${line}\r`);
      await session.expect(`${line}\r\n`);
      const text = await session.expect(prompt);
      return text.slice(0, -prompt.length);
    },
    closed,
    end: () => client.end(),
  };
  return session;
}

function endOf(text: string, pattern: string | RegExp): number | undefined {
  if (typeof pattern === 'string') {
    const at = text.indexOf(pattern);
    return at === -1 ? undefined : at + pattern.length;
  }
  const found = pattern.exec(text);
  return found ? found.index + found[0].length : undefined;
}
