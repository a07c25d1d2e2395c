import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { vtyshArguments } from './frr-router';
import type { RingRouterPlan } from './ring-plan';
import { run } from './run';

/** A running sshd with the one user it lets in. */
export interface SshGateway {
  readonly process: ChildProcess;
  readonly port: number;
  readonly password: string;
}

export interface SshGatewayOptions {
  readonly plans: readonly RingRouterPlan[];
  readonly directory: string;
  /** A temporary system user is made with this name. */
  readonly username: string;
  /** 0 chooses a free one. */
  readonly port: number;
}

const LISTEN_MS = 60_000;

/** Starts OpenSSH on every router's address: whoever logs in lands in that router's vtysh, and nowhere else. */
export async function startSshGateway(options: SshGatewayOptions): Promise<SshGateway> {
  const { plans, directory, username } = options;
  const port = options.port || (await freePort(plans[0]!.address));
  const password = randomBytes(12).toString('base64url');
  const account = ['--no-create-home', '--home-dir', '/', '--no-user-group', '--gid', 'frrvty', '--shell', '/bin/sh'];
  await run('useradd', [...account, username]);
  await run('chpasswd', [], `${username}:${password}\n`);
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', `${directory}/host_key`]);
  for (const plan of plans) await writeLoginScript(plan);
  await writeFile(`${directory}/sshd_config`, sshdConfig(options, port));
  // Where sshd's unprivileged half lives; the service makes it at boot, and here nobody did.
  await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  const child = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', `${directory}/sshd_config`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await listening(child, plans.length);
  return { process: child, port, password };
}

/** An interactive login gets vtysh in its terminal, `ssh host 'show version'` the output of that one command. */
async function writeLoginScript(plan: RingRouterPlan): Promise<void> {
  const vtysh = `/usr/bin/vtysh ${vtyshArguments(plan).join(' ')}`;
  const script = `#!/bin/sh\n[ -z "$SSH_ORIGINAL_COMMAND" ] && exec ${vtysh}\nexec ${vtysh} -c "$SSH_ORIGINAL_COMMAND"\n`;
  await writeFile(`${plan.directory}/login`, script);
  await chmod(`${plan.directory}/login`, 0o755);
}

function sshdConfig({ plans, directory, username }: SshGatewayOptions, port: number): string {
  return `${[
    `Port ${port}`,
    ...plans.map((plan) => `ListenAddress ${plan.address}`),
    `HostKey ${directory}/host_key`,
    'PidFile none',
    `AllowUsers ${username}`,
    'UsePAM no',
    'PasswordAuthentication yes',
    'KbdInteractiveAuthentication no',
    'PubkeyAuthentication no',
    'DisableForwarding yes',
    'PermitUserRC no',
    'PrintMotd no',
    'PrintLastLog no',
    'UseDNS no',
    'MaxStartups 100',
    ...plans.flatMap((plan) => [`Match LocalAddress ${plan.address}`, `  ForceCommand ${plan.directory}/login`]),
  ].join('\n')}\n`;
}

/** Resolves when sshd has said that it listens on every address. */
function listening(child: ChildProcess, addresses: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => reject(new Error(`sshd is not listening yet: ${output}`)), LISTEN_MS);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if ((output.match(/Server listening on/g)?.length ?? 0) < addresses) return;
      clearTimeout(timer);
      child.stderr?.removeAllListeners('data').resume();
      resolve();
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`sshd ended with ${code}: ${output}`));
    });
  });
}

function freePort(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, address, () => {
      const bound = server.address();
      const port = typeof bound === 'object' && bound ? bound.port : 0;
      server.close(() => resolve(port));
    });
  });
}
