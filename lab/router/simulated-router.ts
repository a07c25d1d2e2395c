import { createServer, type Server as NetServer, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import ssh2, { type Connection, type ServerChannel, type Server as SshServer } from 'ssh2';
import { type Dialect, PLAIN_SEAT, type Seat } from '../cli/dialect';
import { DIALECTS } from '../cli/dialects';
import type { View } from '../cli/view';
import type { LabPlatform, NetworkRouter } from '../network/model';
import { OLD_ALGORITHMS, oldHostKey } from './algorithms';
import { answerExec, commandsOf } from './exec-channel';
import type { Fault } from './fault';
import { createHostKey, type HostKey } from './host-keys';
import type { LedgerEvent } from './ledger-entry';
import { attachLogin } from './login';
import type { Credentials, DeviceSettings } from './settings';
import { openShell, type Shell } from './shell';
import { withLookAlike } from './traps';

/** What a router is made of. `port` 0 lets the system choose. */
export interface SimulatedRouterOptions {
  readonly router: NetworkRouter;
  readonly address: string;
  readonly port: number;
  readonly credentials: Credentials;
  readonly settings: DeviceSettings;
  readonly hostKey: HostKey;
  readonly fault: Fault | null;
  view(): View;
  nextSession(): number;
  record(event: LedgerEvent): void;
}

export interface SimulatedRouter {
  readonly port: number;
  readonly hostKey: HostKey;
  /** Listens, unless its fault is 'refused' (the port is chosen all the same). Rejects when the address is taken. */
  open(): Promise<void>;
  /** Takes hold for the next connection and the next command; resolves when the port is open or closed accordingly. */
  setFault(fault: Fault | null): Promise<void>;
  setSettings(settings: DeviceSettings): void;
  /** Replaces the host key for new connections. */
  rotateHostKey(): HostKey;
  /** Destroys all connections and stops listening. */
  close(): Promise<void>;
}

const IDENTS = {
  cisco_ios: 'Cisco-1.25',
  cisco_xr: 'Cisco-2.0',
  cisco_nxos: 'OpenSSH_6.2 FIPS',
  arista_eos: 'OpenSSH_7.8',
  juniper_junos: 'OpenSSH_7.5',
  huawei_vrp: 'HUAWEI-1.5',
  mikrotik_routeros: 'ROSSSH',
  nokia_sros: 'OpenSSH_8.2p1',
  frr: 'OpenSSH_9.2p1 Debian-2+deb12u3',
} as const satisfies Record<LabPlatform, string>;

/** These end the connection at logout; OpenSSH ends the channel and leaves the rest to the client. */
const ENDS_CONNECTION: ReadonlySet<LabPlatform> = new Set<LabPlatform>([
  'cisco_ios',
  'cisco_xr',
  'huawei_vrp',
  'mikrotik_routeros',
]);

const LEGACY = {
  kex: ['diffie-hellman-group14-sha1' as const, 'diffie-hellman-group1-sha1' as const],
  cipher: ['aes128-cbc' as const, '3des-cbc' as const],
  hmac: ['hmac-sha1' as const],
};

/** A router that listens on its own address and talks SSH. */
export function createSimulatedRouter(options: SimulatedRouterOptions): SimulatedRouter {
  const { router, record } = options;
  const dialect: Dialect = DIALECTS[router.platform];
  const ident = IDENTS[router.platform];
  const sockets = new Map<Socket, { session: number; shells: Shell[] }>();
  let { fault, settings, hostKey, port } = options;
  let otherKey: HostKey | undefined;
  let ssh: SshServer | undefined;
  let lastAcceptedAt = Number.NEGATIVE_INFINITY;
  let listener: NetServer | undefined;

  const currentKey = () => {
    if (fault?.kind !== 'changed_host_key') return settings.algorithms ? oldHostKey(settings.algorithms) : hostKey;
    otherKey ??= createHostKey();
    return otherKey;
  };

  const promptOf = ({ promptName = router.name, ha, privilege }: DeviceSettings) =>
    dialect.prompt(promptName, privilege === 1 ? 'user' : 'exec', ha);

  /** Built at the first connection: two thousand idle routers should cost two thousand sockets and no more. */
  const sshServer = () => {
    ssh ??= new ssh2.Server(
      {
        hostKeys: [currentKey().privateKey],
        ident,
        banner: settings.banner && withLookAlike(settings.banner, promptOf(settings)),
        algorithms:
          fault?.kind === 'legacy_algorithms' ? LEGACY : settings.algorithms && OLD_ALGORITHMS[settings.algorithms],
      },
      (connection, info) => {
        const entry = [...sockets].find(([socket]) => socket.remotePort === info.port);
        if (entry) serve(connection, entry[0], entry[1]);
      },
    );
    return ssh;
  };

  function accept(socket: Socket) {
    const session = options.nextSession();
    const state = { session, shells: [] as Shell[] };
    record({ kind: 'connect', session });
    sockets.set(socket, state);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      const bytes = state.shells.reduce((sum, shell) => sum + shell.bytes, 0);
      record({ kind: 'close', session, bytes, unfinished: state.shells.map((shell) => shell.unfinished).join('') });
    });
    if (isTooSoon()) return turnAway(socket);
    if (fault?.kind === 'busy' && fault.text !== undefined) return turnAway(socket, `${fault.text}\r\n`);
    if (fault?.kind === 'busy' || sockets.size > (settings.vtyLines ?? Number.POSITIVE_INFINITY)) {
      return socket.resetAndDestroy();
    }
    if (fault?.kind === 'silent') return socket.resume();
    if (fault?.kind === 'hang_handshake') {
      socket.write(`SSH-2.0-${ident}\r\n`);
      return socket.resume();
    }
    sshServer().injectSocket(socket);
  }

  /** Closes in good order. What the client says is read and dropped: its own end would not be seen otherwise. */
  function turnAway(socket: Socket, text = ''): void {
    socket.resume();
    socket.end(text);
  }

  /** Counts from the last connection that was let in since the gap was set. */
  function isTooSoon(): boolean {
    const now = performance.now();
    if (now - lastAcceptedAt < (settings.connectGapMs ?? 0)) return true;
    lastAcceptedAt = now;
    return false;
  }

  function serve(connection: Connection, socket: Socket, { session, shells }: { session: number; shells: Shell[] }) {
    connection.on('error', () => socket.destroy());
    let loginName = '';
    let terminal: Partial<Seat> = {};
    const seat = (): Seat => {
      const { unsaved, modelDriven } = settings;
      const named = dialect.login?.(loginName) ?? { username: loginName };
      return { ...PLAIN_SEAT, ...terminal, ...named, unsaved, modelDriven };
    };
    attachLogin(connection, {
      accountOf: (name) => dialect.login?.(name).username ?? name,
      credentials: options.credentials,
      settings: () => settings,
      fault: () => fault,
      onLogin: (method, username) => {
        loginName = username;
        record({ kind: 'login', session, method, username });
      },
      onFailure: (method, username) => record({ kind: 'login_failed', session, method, username }),
    });
    connection.on('session', (acceptSession) => {
      const channelSession = acceptSession();
      channelSession.on('pty', (acceptPty, _reject, { cols }) => {
        if (cols > 0) terminal = { columns: cols };
        acceptPty?.();
      });
      channelSession.on('window-change', (acceptChange) => acceptChange?.());
      channelSession.on('shell', (acceptShell) => {
        record({ kind: 'shell', session });
        const channel = acceptShell();
        shells.push(
          openShell(channel, {
            dialect,
            enablePassword: options.credentials.enablePassword,
            view: options.view,
            seat,
            settings: () => settings,
            fault: () => fault,
            onLine: (place, text) => record({ kind: 'line', session, place, text }),
            destroy: () => socket.destroy(),
            end: () => endShell(channel, connection),
          }),
        );
      });
      channelSession.on('exec', (acceptExec, _reject, info) => {
        const commands = commandsOf(info.command);
        for (const text of commands) record({ kind: 'line', session, place: 'exec-channel', text });
        answerExec(acceptExec(), commands, dialect, options.view(), seat());
      });
    });
  }

  function endShell(channel: ServerChannel, connection: Connection) {
    if (ENDS_CONNECTION.has(router.platform)) return connection.end();
    channel.exit(0);
    channel.end();
  }

  function open(): Promise<void> {
    const server = createServer({ noDelay: true }, accept);
    listener = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: options.address, port, exclusive: true }, () => {
        const bound = server.address();
        if (bound && typeof bound === 'object') port = bound.port;
        server.off('error', reject);
        resolve();
      });
    });
  }

  function stopListening(): Promise<void> {
    const server = listener;
    listener = undefined;
    // Resolve at once: a listening socket is gone when close() returns, and open connections live on.
    server?.close();
    return Promise.resolve();
  }

  return {
    get port() {
      return port;
    },
    get hostKey() {
      return currentKey();
    },
    async open() {
      await open();
      // The port is wanted even while it is closed, so that it can be opened later where clients expect it.
      if (fault?.kind === 'refused') await stopListening();
    },
    async setFault(next) {
      const wasOpen = listener !== undefined;
      fault = next;
      ssh = undefined;
      if (next?.kind === 'refused') await stopListening();
      else if (!wasOpen) await open();
    },
    setSettings(next) {
      if (next.connectGapMs !== settings.connectGapMs) lastAcceptedAt = Number.NEGATIVE_INFINITY;
      const isOtherTime = next.thinkTimeMs !== settings.thinkTimeMs;
      settings = next;
      ssh = undefined;
      if (isOtherTime) for (const { shells } of sockets.values()) for (const shell of shells) shell.thinkTimeChanged();
    },
    rotateHostKey() {
      hostKey = createHostKey();
      ssh = undefined;
      return hostKey;
    },
    async close() {
      await stopListening();
      for (const socket of sockets.keys()) socket.destroy();
    },
  };
}
