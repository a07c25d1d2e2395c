// Routers that pick an 8192-bit prime in the group exchange (RFC 4419): real OpenSSH with the largest of its own moduli and
// nothing else, since the simulated routers' library has no server side for it. Whoever logs in gets a prompt.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../scripts/portal-process';

const SSHD = '/usr/sbin/sshd';
const MODULI = '/etc/ssh/moduli';

export interface ModulusRouters {
  readonly addresses: readonly string[];
  readonly port: number;
  readonly username: string;
  readonly privateKey: string;
  close(): void;
}

/** Null: this machine has no OpenSSH server. `count`: 1 to 16. */
export async function startModulusRouters(count: number): Promise<ModulusRouters | null> {
  if (!existsSync(SSHD) || !existsSync(MODULI)) return null;
  const folder = mkdtempSync(join(tmpdir(), 'areazero-moduli-'));
  const { username } = userInfo();
  const port = await freePort();
  const addresses = Array.from({ length: count }, (_, index) => `127.190.0.${index + 1}`);
  // The fifth column is the size, less one.
  const largest = readFileSync(MODULI, 'utf8')
    .split('\n')
    .filter((line) => line.split(' ')[4] === '8191');
  writeFileSync(join(folder, 'moduli'), `${largest.join('\n')}\n`);
  for (const name of ['host', 'user'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, name)]);
  writeFileSync(join(folder, 'shell'), SHELL);
  chmodSync(join(folder, 'shell'), 0o755);
  writeFileSync(join(folder, 'config'), configOf({ folder, port, addresses, username }));
  // Where sshd's unprivileged half lives; the service makes it at boot.
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const child = spawn(SSHD, ['-D', '-e', '-f', join(folder, 'config')], { stdio: ['ignore', 'ignore', 'pipe'] });
  process.once('exit', () => child.kill());
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if ((said.match(/Server listening on/g)?.length ?? 0) === count) resolve();
    });
    child.once('exit', (code) => reject(new Error(`sshd ended with ${code}: ${said}`)));
  });
  return {
    addresses,
    port,
    username,
    privateKey: readFileSync(join(folder, 'user'), 'utf8'),
    close() {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const SHELL = `#!/bin/sh
while printf 'modulus#' && IFS= read -r line; do
  case "$line" in
    exit*) exit 0 ;;
    show*) echo 'Neighbor ID     Pri   State' ;;
  esac
done
`;

interface SshdConfig {
  readonly folder: string;
  readonly port: number;
  readonly addresses: readonly string[];
  readonly username: string;
}

const configOf = ({ folder, port, addresses, username }: SshdConfig): string =>
  `${[
    `Port ${port}`,
    ...addresses.map((address) => `ListenAddress ${address}`),
    `HostKey ${folder}/host`,
    `ModuliFile ${folder}/moduli`,
    'KexAlgorithms diffie-hellman-group-exchange-sha256',
    `AuthorizedKeysFile ${folder}/user.pub`,
    `AllowUsers ${username}`,
    `ForceCommand ${folder}/shell`,
    'StrictModes no',
    'UsePAM no',
    'PermitRootLogin yes',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PrintMotd no',
    'PrintLastLog no',
    'UseDNS no',
    'PidFile none',
    'LoginGraceTime 600',
  ].join('\n')}\n`;
