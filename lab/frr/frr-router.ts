import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { ospfdConfig, type RingRouterPlan } from './ring-plan';
import { attempt, run, until } from './run';

const SOCKET_MS = 60_000;

/** Makes the namespace with its loopback. Links come later, when both ends exist. */
export async function createNamespace(plan: RingRouterPlan): Promise<void> {
  await run('ip', ['netns', 'add', plan.namespace]);
  await run('ip', ['-n', plan.namespace, 'link', 'set', 'lo', 'up']);
  await run('ip', ['-n', plan.namespace, 'addr', 'add', `${plan.routerId}/32`, 'dev', 'lo']);
  await run('ip', ['netns', 'exec', plan.namespace, 'sysctl', '-qw', 'net.ipv4.ip_forward=1']);
}

/** A veth pair from eth1 of one router to eth2 of the following one. */
export async function joinRouters(from: RingRouterPlan, to: RingRouterPlan): Promise<void> {
  const peer = ['type', 'veth', 'peer', 'name', 'eth2', 'netns', to.namespace];
  await run('ip', ['link', 'add', 'eth1', 'netns', from.namespace, ...peer]);
  await run('ip', ['-n', from.namespace, 'addr', 'add', from.next, 'dev', 'eth1']);
  await run('ip', ['-n', to.namespace, 'addr', 'add', to.previous, 'dev', 'eth2']);
  await run('ip', ['-n', from.namespace, 'link', 'set', 'eth1', 'up']);
  await run('ip', ['-n', to.namespace, 'link', 'set', 'eth2', 'up']);
}

/** Starts zebra and ospfd in the namespace with all their files in the router's directory. */
export async function startDaemons(plan: RingRouterPlan): Promise<ChildProcess[]> {
  const { directory } = plan;
  await mkdir(directory, { recursive: true });
  await run('chown', ['frr:frrvty', directory]);
  await chmod(directory, 0o750);
  await writeFile(`${directory}/zebra.conf`, `hostname ${plan.name}\n`);
  await writeFile(`${directory}/ospfd.conf`, ospfdConfig(plan));
  // vtysh takes the name in its prompt from here; without it, it shows the machine's.
  await writeFile(`${directory}/vtysh.conf`, `hostname ${plan.name}\nno service integrated-vtysh-config\n`);
  const daemons: ChildProcess[] = [];
  for (const name of ['zebra', 'ospfd']) {
    daemons.push(startDaemon(plan, name));
    await until(`${name} of ${plan.name}`, SOCKET_MS, async () => existsSync(`${directory}/${name}.vty`), 20);
  }
  return daemons;
}

function startDaemon(plan: RingRouterPlan, name: string): ChildProcess {
  const { directory } = plan;
  const files = ['-f', `${directory}/${name}.conf`, '-i', `${directory}/${name}.pid`, '-z', `${directory}/zserv.api`];
  const args = [...files, '--vty_socket', directory, '-P', '0', '--log', `file:${directory}/${name}.log`];
  return spawn('ip', ['netns', 'exec', plan.namespace, `/usr/lib/frr/${name}`, ...args], { stdio: 'ignore' });
}

/** Where vtysh finds a router. */
export function vtyshArguments(plan: RingRouterPlan): string[] {
  return ['--vty_socket', plan.directory, '--config_dir', plan.directory];
}

/** Ids of all processes in a namespace; none when it does not exist. */
export async function namespaceProcesses(namespace: string): Promise<number[]> {
  const output = await run('ip', ['netns', 'pids', namespace]).catch(() => '');
  return output.split(/\s+/).filter(Boolean).map(Number);
}

/** Removes the namespace; its links go with it. */
export function deleteNamespace(namespace: string): Promise<boolean> {
  return attempt('ip', ['netns', 'del', namespace]);
}
