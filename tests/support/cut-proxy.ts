import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP relay between a client and its portal, to cut every connection at will. */
export interface CutProxy {
  readonly port: number;
  /** Where connections go to from now on. */
  target(port: number): void;
  /** Ends every connection there is, at both ends, without a goodbye. */
  cut(): void;
  /** Connections so far. */
  connections(): number;
  close(): Promise<void>;
}

export async function startCutProxy(): Promise<CutProxy> {
  const sockets = new Set<Socket>();
  let targetPort = 0;
  let connections = 0;
  const server = createServer((near) => {
    connections += 1;
    const far = connect(targetPort, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      // A connection that is cut, or finds no portal, is what this is for.
      one.on('error', () => one.destroy());
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    target: (port) => {
      targetPort = port;
    },
    cut,
    connections: () => connections,
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
