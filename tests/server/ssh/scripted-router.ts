import { once } from 'node:events';
import ssh2, { type Algorithms, type AuthContext, type Connection, type ServerChannel } from 'ssh2';
import { createHostKey } from '../../../lab/router/host-keys';
import type { Place } from './lab-session';

/** What one test's router does; everything that is not given goes well. */
export interface RouterScript {
  readonly ident?: string;
  /** What it offers; ssh2's own defaults where nothing is given. */
  readonly algorithms?: Algorithms;
  /** Private part in a format that ssh2 reads. */
  readonly hostKey?: string;
  /** Hears ssh2's own account of every packet, of all connections. */
  readonly debug?: (line: string) => void;
  readonly authenticate?: (context: AuthContext) => void;
  /** Gets the shell and each line that arrives in it. Without it the shell is refused. */
  readonly shell?: (channel: ServerChannel, lines: AsyncIterable<string>, connection: Connection) => Promise<void>;
}

export interface ScriptedRouter extends Place {
  close(): Promise<void>;
}

const HOST_KEY = createHostKey().privateKey;

async function* linesOf(channel: ServerChannel): AsyncGenerator<string> {
  let typed = '';
  for await (const chunk of channel) {
    typed += String(chunk);
    for (let end = typed.indexOf('\n'); end >= 0; end = typed.indexOf('\n')) {
      yield typed.slice(0, end);
      typed = typed.slice(end + 1);
    }
  }
}

/** A real SSH server that does on each connection what the test says, also what no lab router would do. */
export async function startScriptedRouter(script: RouterScript): Promise<ScriptedRouter> {
  const connections = new Set<Connection>();
  const { algorithms, hostKey = HOST_KEY, ident = 'Cisco-1.25', debug } = script;
  const server = new ssh2.Server({ hostKeys: [hostKey], ident, algorithms, debug }, (connection) => {
    connections.add(connection);
    connection.on('error', () => connections.delete(connection)).on('close', () => connections.delete(connection));
    connection.on('authentication', script.authenticate ?? ((context) => context.accept()));
    connection.on('session', (accept) => {
      const session = accept();
      session.on('pty', (acceptPty) => acceptPty());
      session.on('shell', (acceptShell, refuse) => {
        if (!script.shell) return refuse();
        const channel = acceptShell();
        channel.on('error', () => channel.destroy());
        void script.shell(channel, linesOf(channel), connection);
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    name: 'scripted',
    address: '127.0.0.1',
    port,
    platform: 'cisco_ios',
    async close() {
      for (const connection of connections) connection.end();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A shell that echoes, answers set-up lines with the prompt and every other line with what `answer` does. */
export function answering(
  prompt: string,
  answer: (line: string, write: (text: string) => Promise<void>, connection: Connection) => Promise<void>,
): NonNullable<RouterScript['shell']> {
  return async (channel, lines, connection) => {
    // Each text leaves as a packet of its own and is given a turn of the event loop to arrive as one.
    const write = async (text: string) => {
      channel.write(text);
      await new Promise((resolve) => setTimeout(resolve, 2));
    };
    channel.write(`\r\n${prompt}`);
    for await (const line of lines) {
      if (line === 'exit') return channel.close();
      channel.write(`${line}\r\n`);
      if (!line.startsWith('terminal ')) await answer(line, write, connection);
      channel.write(prompt);
    }
  };
}
