import { once } from 'node:events';
import { request as ask, createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { heldSockets } from './held-sockets';

/** What becomes of a websocket: a status instead of it, no answer at all, one that carries nothing, or what it should be. */
export type UpgradeManners = 'refuses' | 'silent' | 'mute' | 'carries';

/** A reverse proxy in front of a portal: HTTP comes through, websockets as it likes. */
export interface UpgradeProxy {
  readonly port: number;
  target(port: number): void;
  manners(manners: UpgradeManners): void;
  /** Paths with queries that were asked for, upgrades too. */
  readonly asked: readonly string[];
  /** Ends every connection there is, without a goodbye. */
  cut(): void;
  close(): Promise<void>;
}

export async function startUpgradeProxy(): Promise<UpgradeProxy> {
  let targetPort = 0;
  let manners: UpgradeManners = 'refuses';
  const asked: string[] = [];
  const { hold, cut } = heldSockets();
  const mute = new WebSocketServer({ noServer: true });
  const server = createServer((req, res) => {
    asked.push(req.url ?? '');
    const { method, url: path, headers } = req;
    const far = ask({ host: '127.0.0.1', port: targetPort, method, path, headers }, (answer) => {
      res.writeHead(answer.statusCode!, answer.headers);
      res.flushHeaders();
      answer.on('error', () => res.destroy()).pipe(res);
    });
    far.on('error', () => res.destroy());
    res.once('close', () => far.destroy());
    req.pipe(far);
  });
  server.on('connection', hold);
  server.on('upgrade', (req, socket, head) => {
    asked.push(req.url ?? '');
    if (manners === 'refuses') socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else if (manners === 'mute') mute.handleUpgrade(req, socket, head, () => {});
    else if (manners === 'carries') relay(req, socket, head, targetPort, hold);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    target: (port) => {
      targetPort = port;
    },
    manners: (now) => {
      manners = now;
    },
    asked,
    cut,
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}

function relay(req: IncomingMessage, near: Duplex, head: Buffer, port: number, hold: (socket: Socket) => void): void {
  const far = connect(port, '127.0.0.1');
  hold(far);
  near.once('close', () => far.destroy());
  far.once('close', () => near.destroy());
  const lines = req.rawHeaders.map((text, at) => (at % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('');
  far.write(`GET ${req.url} HTTP/1.1\r\n${lines}\r\n`);
  far.write(head);
  near.pipe(far).pipe(near);
}
