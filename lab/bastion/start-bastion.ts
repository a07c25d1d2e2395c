import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import ssh2, { type Connection, type ServerChannel } from 'ssh2';
import { createHostKey } from '../router/host-keys';

/** What goes wrong on purpose; takes hold for the next login or channel. */
export type BastionFault =
  /** Rejects every login. */
  | 'wrong_password'
  /** Refuses every channel, as OpenSSH does with `AllowTcpForwarding no`. */
  | 'no_forwarding'
  /** Never answers the request for a channel. */
  | 'silent_channels';

export interface BastionOptions {
  readonly username: string;
  readonly password: string;
  /** Default 127.0.0.1. */
  readonly address?: string;
}

/** What a bastion saw since its start or the last `clear`. */
export interface BastionLedger {
  connections: number;
  logins: number;
  failedLogins: number;
  /** Channels that were opened. */
  channels: number;
  /** The most that were open at one moment. */
  peakConnections: number;
  peakChannels: number;
}

/** A bastion of which everything can be seen and much can go wrong: an SSH server that forwards connections and nothing else. */
export interface Bastion {
  readonly address: string;
  readonly port: number;
  /** As 'SHA256:…'. */
  readonly fingerprint: string;
  readonly ledger: Readonly<BastionLedger>;
  open(): { readonly connections: number; readonly channels: number };
  setFault(fault: BastionFault | null): void;
  rotateHostKey(): string;
  /** Resets every connection, as a crash does. */
  crash(): void;
  /** Resolves when the condition holds; asked after everything that happens here. */
  until(holds: () => boolean): Promise<void>;
  clear(): void;
  close(): Promise<void>;
}

const emptyLedger = (): BastionLedger => ({
  connections: 0,
  logins: 0,
  failedLogins: 0,
  channels: 0,
  peakConnections: 0,
  peakChannels: 0,
});

/** Starts one on a port that the system chooses. */
export async function startBastion({ username, password, address = '127.0.0.1' }: BastionOptions): Promise<Bastion> {
  const ledger = emptyLedger();
  const open = { connections: 0, channels: 0 };
  const clients = new Map<Connection, Socket>();
  const waiting = new Set<() => void>();
  let fault: BastionFault | null = null;
  let hostKey = createHostKey();

  const happened = () => {
    ledger.peakConnections = Math.max(ledger.peakConnections, open.connections);
    ledger.peakChannels = Math.max(ledger.peakChannels, open.channels);
    for (const look of waiting) look();
  };

  function serve(client: Connection) {
    // The socket below; ssh2 has no other way to cut it.
    clients.set(client, (client as unknown as { _sock: Socket })._sock);
    ledger.connections += 1;
    open.connections += 1;
    happened();
    client.on('error', () => {});
    client.on('close', () => {
      clients.delete(client);
      open.connections -= 1;
      happened();
    });
    client.on('authentication', (request) => {
      if (request.method !== 'password') return request.reject(['password']);
      const right = request.username === username && request.password === password && fault !== 'wrong_password';
      if (right) ledger.logins += 1;
      else ledger.failedLogins += 1;
      happened();
      if (right) request.accept();
      else request.reject(['password']);
    });
    offerForwarding(client);
  }

  /** Without a listener ssh2 refuses channels as "administratively prohibited" (RFC 4254 §5.1). */
  function offerForwarding(client: Connection) {
    client.removeAllListeners('tcpip');
    if (fault === 'no_forwarding') return;
    client.on('tcpip', (accept, reject, { destIP, destPort }) => {
      if (fault !== 'silent_channels') forward(accept, reject, destIP, destPort);
    });
  }

  function forward(accept: () => ServerChannel, reject: () => void, host: string, port: number) {
    const target = connect({ host, port, noDelay: true });
    target.once('error', () => reject());
    target.once('connect', () => {
      target.removeAllListeners('error');
      const channel = accept();
      open.channels += 1;
      ledger.channels += 1;
      happened();
      target.on('error', () => channel.destroy());
      // Unread, the channel would never see its end.
      target.once('close', () => channel.resume());
      channel.on('error', () => target.destroy());
      channel.pipe(target).pipe(channel);
      channel.once('close', () => {
        target.destroy();
        open.channels -= 1;
        happened();
      });
    });
  }

  const listen = (port: number) => {
    const made = new ssh2.Server({ hostKeys: [hostKey.privateKey], ident: 'LabBastion' }, serve);
    made.listen(port, address);
    return made;
  };
  let server = listen(0);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };

  return {
    address,
    port,
    get fingerprint() {
      return `SHA256:${hostKey.fingerprint}`;
    },
    ledger,
    open: () => ({ ...open }),
    setFault(next) {
      fault = next;
      for (const client of clients.keys()) offerForwarding(client);
    },
    rotateHostKey() {
      hostKey = createHostKey();
      server.close();
      server = listen(port);
      return `SHA256:${hostKey.fingerprint}`;
    },
    crash() {
      for (const socket of clients.values()) socket.resetAndDestroy();
    },
    until: (holds) =>
      new Promise((resolve) => {
        const look = () => {
          if (!holds()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    clear: () => void Object.assign(ledger, emptyLedger()),
    async close() {
      for (const socket of clients.values()) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
