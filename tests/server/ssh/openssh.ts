import { execFileSync, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../scripts/portal-process';
import type { Place } from './lab-session';

const SSHD = '/usr/sbin/sshd';

/** Why a real OpenSSH server cannot run here; null: it can. */
export function opensshMissing(): string | null {
  try {
    accessSync(SSHD, constants.X_OK);
  } catch {
    return `${SSHD} is missing (Debian package openssh-server)`;
  }
  return process.getuid?.() === 0 ? null : 'sshd without root lets nobody in';
}

export interface OpenSsh extends Place {
  readonly username: string;
  close(): Promise<void>;
}

export interface OpenSshOptions {
  /** Lines of `authorized_keys`. */
  readonly authorizedKeys: readonly string[];
  /** Lines of `sshd_config`. */
  readonly config: readonly string[];
}

/** A real sshd on loopback that lets these keys in to a shell with the prompt of a router. */
export async function startOpenSsh({ authorizedKeys, config }: OpenSshOptions): Promise<OpenSsh> {
  const directory = await mkdtemp(join(tmpdir(), 'openssh-'));
  const port = await freePort();
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', join(directory, 'host_key')]);
  await writeFile(join(directory, 'authorized_keys'), `${authorizedKeys.join('\n')}\n`);
  const shell = join(directory, 'shell');
  await writeFile(shell, '#!/bin/sh\nwhile printf "r1# "; read -r line; do [ "$line" = exit ] && exit; done\n');
  await chmod(shell, 0o755);
  const lines = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${directory}/host_key`,
    `AuthorizedKeysFile ${directory}/authorized_keys`,
    `ForceCommand ${shell}`,
    'PermitRootLogin prohibit-password',
    'StrictModes no',
    'UsePAM no',
    'PidFile none',
    ...config,
  ];
  await writeFile(join(directory, 'sshd_config'), `${lines.join('\n')}\n`);
  // Where sshd's unprivileged half lives; the service makes it at boot, and here nobody did.
  await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  const child = spawn(SSHD, ['-D', '-e', '-f', join(directory, 'sshd_config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`sshd ended: ${said}`)));
    child.stderr.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes('Server listening')) resolve();
    });
  });
  return {
    name: 'openssh',
    address: '127.0.0.1',
    port,
    platform: 'frr',
    username: userInfo().username,
    async close() {
      child.kill();
      await rm(directory, { recursive: true });
    },
  };
}
