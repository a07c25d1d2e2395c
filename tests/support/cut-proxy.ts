import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { heldSockets } from './held-sockets';

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
  const { hold, cut } = heldSockets();
  let targetPort = 0;
  let connections = 0;
  const server = createServer((near) => {
    connections += 1;
    const far = connect(targetPort, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      hold(one);
      one.once('close', () => other.destroy());
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
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
