import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';

const PROGRAMS = [
  '/usr/lib/frr/zebra',
  '/usr/lib/frr/ospfd',
  '/usr/bin/vtysh',
  '/usr/sbin/sshd',
  '/usr/bin/ssh-keygen',
  '/usr/sbin/useradd',
  '/usr/sbin/chpasswd',
] as const;

/** Can this machine run real routers? When not, `reason` says what is missing, for a person to read. */
export function frrAvailability(): { readonly ok: true } | { readonly ok: false; readonly reason: string } {
  if (process.platform !== 'linux') return { ok: false, reason: 'network namespaces need Linux' };
  if (process.getuid?.() !== 0) return { ok: false, reason: 'network namespaces need root' };
  const missing = PROGRAMS.find((program) => !isExecutable(program));
  if (missing) return { ok: false, reason: `${missing} is missing (Debian packages frr, openssh-server, passwd)` };
  const probe = `azprobe${process.pid}`;
  try {
    execFileSync('ip', ['netns', 'add', probe], { stdio: 'pipe' });
    execFileSync('ip', ['netns', 'exec', probe, 'true'], { stdio: 'pipe' });
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: `ip netns does not work here: ${error instanceof Error ? error.message : error}` };
  } finally {
    try {
      execFileSync('ip', ['netns', 'del', probe], { stdio: 'pipe' });
    } catch {
      // It was never made.
    }
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
