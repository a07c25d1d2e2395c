import { performance } from 'node:perf_hooks';
import { createNetwork } from './network/create-network';
import { type LinkName, withoutLinks } from './network/cut-links';
import { formatIpv4 } from './network/ipv4';
import type { LabPlatform, Network, RouterRole } from './network/model';
import type { PlatformMix } from './network/platform-mix';
import { hashText } from './network/random';
import { initialAgeSeconds } from './network/timers';
import { DEFAULT_BASE, placeOf } from './router/addresses';
import type { Fault } from './router/fault';
import { createHostKey, readHostKey } from './router/host-keys';
import { createLedger, type Ledger } from './router/ledger';
import { DEFAULT_SETTINGS, type DeviceSettings, ownThinkTimeMs } from './router/settings';
import { createSimulatedRouter, type SimulatedRouter } from './router/simulated-router';

/** What a lab is made of. Give `network`, or `size` with `seed` (1). */
export interface LabOptions {
  readonly seed?: number;
  /** Number of routers, 1 to 20,000. */
  readonly size?: number;
  readonly countries?: readonly string[];
  /** Shares by platform; default two of IOS to one of FRR. */
  readonly platforms?: PlatformMix;
  readonly network?: Network;
  readonly username: string;
  readonly password: string;
  readonly enablePassword?: string;
  /** Public key in OpenSSH format with which one may log in too; 'publickey' is offered then. */
  readonly authorizedKey?: string;
  /** Milliseconds between a command and its answer on every router; default 0. */
  readonly thinkTimeMs?: number;
  /** By so much of it each router's own think time differs from it, either way and by chance: 0 (all alike, default) to 1. */
  readonly thinkTimeSpread?: number;
  /** TCP port of every router; 0 lets the system choose one for each. Default 2222. */
  readonly port?: number;
  /** First address, default 127.20.0.1 (Linux only; elsewhere ports count up on 127.0.0.1). */
  readonly addressBase?: string;
  /** By router name. */
  readonly faults?: Readonly<Record<string, Fault>>;
  /** Differences from the normal settings, by router name. */
  readonly devices?: Readonly<Record<string, Partial<DeviceSettings>>>;
  /** One host key for all (default) or one each. Generated at every start. */
  readonly hostKeys?: 'shared' | 'per-router';
  /** Private part of the shared host key, so that routers stay the same ones over restarts. */
  readonly hostKey?: string;
}

/** One router as a test or an inventory wants it. Areas are numbers, 0 is the backbone. */
export interface LabRouter {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly country: string;
  readonly site: string;
  readonly role: RouterRole;
  readonly platform: LabPlatform;
  readonly routerId: string;
  readonly areas: readonly number[];
  /** Of the host key at the time of reading, as 'SHA256:…'. */
  readonly fingerprint: string;
}

export interface Lab {
  /** As it was made, with all its links. */
  readonly network: Network;
  readonly routers: readonly LabRouter[];
  readonly ledger: Ledger;
  setFault(name: string, fault: Fault | null): Promise<void>;
  /** Changes how a router behaves from now on. */
  configure(name: string, settings: Partial<DeviceSettings>): void;
  /** From now on exactly these point-to-point links are cut, each between two routers by name. */
  cutLinks(links: readonly LinkName[]): void;
  /** Gives a router a new host key; returns its fingerprint. */
  rotateHostKey(name: string): string;
  close(): Promise<void>;
}

const DEFAULT_PORT = 2222;

/** Starts simulated routers on loopback addresses. Rejects, with nothing left open, when one cannot listen. */
export async function startLab(options: LabOptions): Promise<Lab> {
  const network =
    options.network ??
    createNetwork({
      seed: options.seed ?? 1,
      size: options.size ?? 1,
      countries: options.countries,
      platforms: options.platforms,
    });
  const ledger = createLedger();
  const startedAt = performance.now();
  const initialAgeMs = initialAgeSeconds(network.seed) * 1000;
  const { username, password, enablePassword, authorizedKey } = options;
  const sharedKey = options.hostKey === undefined ? createHostKey() : readHostKey(options.hostKey);
  const settings = new Map<string, DeviceSettings>();
  const simulated = new Map<string, SimulatedRouter>();
  let sessions = 0;
  let now = network;

  for (const router of network.routers) {
    const { name } = router;
    const place = placeOf(router.index, options.port ?? DEFAULT_PORT, options.addressBase ?? DEFAULT_BASE);
    settings.set(name, {
      ...DEFAULT_SETTINGS,
      thinkTimeMs: ownThinkTimeMs(options, hashText(name, network.seed)),
      ...(authorizedKey === undefined ? {} : { auth: ['publickey', ...DEFAULT_SETTINGS.auth] }),
      ...options.devices?.[name],
    });
    simulated.set(
      name,
      createSimulatedRouter({
        ...place,
        router,
        credentials: { username, password, enablePassword, authorizedKey },
        settings: settings.get(name)!,
        hostKey: options.hostKeys === 'per-router' ? createHostKey() : sharedKey,
        fault: options.faults?.[name] ?? null,
        view: () => ({
          network: now,
          router: now.routers[router.index]!,
          ageMs: Math.floor(initialAgeMs + performance.now() - startedAt),
        }),
        nextSession() {
          sessions += 1;
          return sessions;
        },
        record: (event) => ledger.append(name, event),
      }),
    );
  }

  const named = (name: string) => {
    const found = simulated.get(name);
    if (!found) throw new Error(`No router named ${name} in the lab`);
    return found;
  };
  for (const name of [...Object.keys(options.faults ?? {}), ...Object.keys(options.devices ?? {})]) named(name);
  const close = async () => {
    await Promise.all([...simulated.values()].map((router) => router.close()));
  };

  const opened = await Promise.allSettled([...simulated.values()].map((router) => router.open()));
  const failed = opened.find((result) => result.status === 'rejected');
  if (failed) {
    await close();
    throw failed.reason;
  }

  return {
    network,
    ledger,
    routers: network.routers.map((router): LabRouter => {
      const { name, country, site, role, platform, areas } = router;
      const { address } = placeOf(router.index, 0, options.addressBase ?? DEFAULT_BASE);
      const live = named(name);
      return {
        name,
        address,
        port: live.port,
        country,
        site,
        role,
        platform,
        routerId: formatIpv4(router.routerId),
        areas,
        get fingerprint() {
          return `SHA256:${live.hostKey.fingerprint}`;
        },
      };
    }),
    setFault: (name, fault) => named(name).setFault(fault),
    configure(name, change) {
      const next = { ...settings.get(name)!, ...change };
      named(name).setSettings(next);
      settings.set(name, next);
    },
    cutLinks: (links) => {
      now = withoutLinks(network, links);
    },
    rotateHostKey: (name) => `SHA256:${named(name).rotateHostKey().fingerprint}`,
    close,
  };
}
