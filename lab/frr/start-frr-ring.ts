import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { frrAvailability } from './availability';
import { createNamespace, joinRouters, startDaemons, vtyshArguments } from './frr-router';
import { DIRECTORY_PREFIX, removeLeftovers, removeRing } from './leftovers';
import { planRing, type RingRouterPlan, ringPrefix } from './ring-plan';
import { run, until } from './run';
import { startSshGateway } from './ssh-gateway';

export interface FrrRingOptions {
  /** 3 to 20 routers, default 4. */
  readonly size?: number;
  /** TCP port of all of them; 0 (default) chooses a free one. */
  readonly port?: number;
  /** Address of the first router, default 127.77.0.1; the others follow. */
  readonly addressBase?: string;
}

/** One real router and how to log in to it. */
export interface FrrRouter {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly routerId: string;
  readonly country: string;
  readonly platform: 'frr';
}

export interface FrrRing {
  readonly routers: readonly FrrRouter[];
  /**
   * Resolves when every router has two neighbours in state Full and the shortest route to each other router; rejects after
   * `deadlineMs` (30 s).
   */
  waitConverged(deadlineMs?: number): Promise<void>;
  /** What `vtysh -c command` prints on a router, asked without SSH. */
  vtysh(name: string, command: string): Promise<string>;
  /** Removes namespaces, daemons, the user and all files. */
  close(): Promise<void>;
}

const CONVERGE_MS = 120_000;
let running = false;

/**
 * Starts real FRRouting routers in a ring, each in a network namespace, reached by SSH on loopback addresses. One ring per
 * process; several processes do not disturb each other. Needs root (see `frrAvailability`). Leaves nothing behind when it
 * fails, and takes away what a killed process left.
 */
export async function startFrrRing(options: FrrRingOptions = {}): Promise<FrrRing> {
  const size = options.size ?? 4;
  if (!Number.isInteger(size) || size < 3 || size > 20) throw new RangeError(`Expected size from 3 to 20, got ${size}`);
  const available = frrAvailability();
  if (!available.ok) throw new Error(`FRRouting cannot run here: ${available.reason}`);
  if (running) throw new Error('This process has an FRR ring already');
  running = true;
  try {
    await removeLeftovers();
    return await build(size, options);
  } catch (error) {
    await remove();
    throw error;
  }
}

async function remove(): Promise<void> {
  await removeRing(process.pid);
  running = false;
}

async function build(size: number, options: FrrRingOptions): Promise<FrrRing> {
  const directory = await mkdtemp(`${tmpdir()}/${DIRECTORY_PREFIX}${process.pid}-`);
  await chmod(directory, 0o755);
  const plans = planRing(size, directory, options.addressBase ?? '127.77.0.1');
  await Promise.all(plans.map(createNamespace));
  for (const [index, plan] of plans.entries()) await joinRouters(plan, plans[(index + 1) % size]!);
  const daemons = (await Promise.all(plans.map(startDaemons))).flat();
  const username = ringPrefix(process.pid);
  const gateway = await startSshGateway({ plans, directory, username, port: options.port ?? 0 });
  for (const child of [...daemons, gateway.process]) child.unref();

  return {
    routers: plans.map(({ name, address, routerId, country }) => ({
      name,
      address,
      port: gateway.port,
      username,
      password: gateway.password,
      routerId,
      country,
      platform: 'frr',
    })),
    async waitConverged(deadlineMs = CONVERGE_MS) {
      const ready = async () => (await Promise.all(plans.map((plan) => hasConverged(plan, plans)))).every(Boolean);
      await until('Convergence of the FRR ring', deadlineMs, ready, 250);
    },
    async vtysh(name, command) {
      const plan = plans.find((candidate) => candidate.name === name);
      if (!plan) throw new Error(`No router named ${name} in the ring`);
      return run('vtysh', [...vtyshArguments(plan), '-c', command]);
    },
    close: remove,
  };
}

/** Asks the router itself; a daemon that is not ready yet counts as no. */
async function hasConverged(plan: RingRouterPlan, plans: readonly RingRouterPlan[]): Promise<boolean> {
  const ask = (command: string) => run('vtysh', [...vtyshArguments(plan), '-c', command]).catch(() => '');
  const full = (await ask('show ip ospf neighbor')).match(/ Full\/- /g)?.length ?? 0;
  if (full !== 2) return false;
  const routes = await ask('show ip route ospf');
  // Adjacencies are Full before SPF has run over all of them: until then a route may go the long way round.
  return plans.every((other) => routes.includes(` ${other.routerId}/32 [110/${costBetween(plan, other, plans)}]`));
}

/** Each link of the ring costs 10, a loopback nothing; the shorter way counts. */
function costBetween(from: RingRouterPlan, to: RingRouterPlan, plans: readonly RingRouterPlan[]): number {
  const apart = Math.abs(plans.indexOf(from) - plans.indexOf(to));
  return 10 * Math.min(apart, plans.length - apart);
}
