import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { childrenOf, endProcesses } from '../frr/processes';
import { run } from '../frr/run';

/** A real OpenSSH server that forwards connections and nothing else, for the account that runs this process. */
export interface OpenSshBastion {
  readonly address: string;
  readonly port: number;
  readonly username: string;
  /** OpenSSH format, without a passphrase; made for this bastion. */
  readonly privateKey: string;
  /** Logins that it took and connections that it saw end after a login, by its own log. */
  counts(): { readonly logins: number; readonly ended: number };
  /** Everything that sshd wrote. */
  log(): string;
  /** Resolves when the condition holds; asked after each line of its log. */
  until(holds: () => boolean): Promise<void>;
  close(): Promise<void>;
}

export interface OpenSshBastionOptions {
  /** Default 127.0.0.1. */
  readonly address?: string;
  /** Lines for its configuration, such as `PermitOpen 10.0.0.1:22`. */
  readonly config?: readonly string[];
}

const LISTEN_MS = 60_000;
const SSHD = '/usr/sbin/sshd';

/** Why no OpenSSH bastion can run here; null when one can. */
export function openSshMissing(): string | null {
  for (const program of [SSHD, '/usr/bin/ssh-keygen']) {
    try {
      accessSync(program, constants.X_OK);
    } catch {
      return `${program} is missing (Debian package openssh-server)`;
    }
  }
  return null;
}

/** Starts one on a port that was free. Login by key only; a shell ends at once. */
export async function startOpenSshBastion(options: OpenSshBastionOptions = {}): Promise<OpenSshBastion> {
  const address = options.address ?? '127.0.0.1';
  const directory = await mkdtemp(`${tmpdir()}/areazero-bastion-`);
  const { username } = userInfo();
  const key = (name: string) =>
    run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', `${directory}/${name}`]);
  await Promise.all([key('host_key'), key('login_key')]);
  const port = await freePort(address);
  const config = [
    ...(options.config ?? []),
    `Port ${port}`,
    `ListenAddress ${address}`,
    `HostKey ${directory}/host_key`,
    'PidFile none',
    'StrictModes no',
    `AuthorizedKeysFile ${directory}/login_key.pub`,
    'PermitRootLogin prohibit-password',
    `AllowUsers ${username}`,
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'AllowTcpForwarding yes',
    'ForceCommand /bin/false',
    'UseDNS no',
    'LogLevel VERBOSE',
  ];
  await writeFile(`${directory}/sshd_config`, `${config.join('\n')}\n`);
  // Where sshd's unprivileged half lives when root runs it.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  const child = spawn(SSHD, ['-D', '-e', '-f', `${directory}/sshd_config`], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`sshd is not listening yet: ${log}`)), LISTEN_MS);
    child.stderr.on('data', () => {
      if (!log.includes('Server listening on')) return;
      clearTimeout(timer);
      resolve();
    });
    child.once('exit', (code) => reject(new Error(`sshd ended with ${code}: ${log}`)));
  });
  child.unref();
  return {
    address,
    port,
    username,
    privateKey: await readFile(`${directory}/login_key`, 'utf8'),
    counts: () => ({
      logins: log.match(/^Accepted publickey for /gm)?.length ?? 0,
      ended: log.match(/^(?:Disconnected from user|Connection closed by) /gm)?.length ?? 0,
    }),
    log: () => log,
    until: (holds) =>
      new Promise((resolve) => {
        const look = () => {
          if (!holds()) return;
          child.stderr.off('data', look);
          resolve();
        };
        child.stderr.on('data', look);
        look();
      }),
    async close() {
      child.removeAllListeners('exit');
      // A session's sshd outlives the one that listens.
      await endProcesses([...childrenOf(child.pid!), child.pid!]);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function freePort(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, address, () => {
      const bound = server.address();
      server.close(() => resolve(typeof bound === 'object' && bound ? bound.port : 0));
    });
  });
}
