// Rolling against the barrier where some routers are slow: every twentieth thinks twenty times as long.
import { openStage } from './stage';
import { print, ratio, row, seconds } from './table';

export interface SlowTailOptions {
  readonly size: number;
  readonly places: number;
  readonly thinkTimeMs: number;
}

const EVERY = 20;
const SLOWER = 20;

export async function slowTail({ size, places, thinkTimeMs }: SlowTailOptions): Promise<void> {
  const stage = await openStage(size, thinkTimeMs, { MAX_BATCH_SIZE: String(places) });
  try {
    const slow = stage.lab.routers.filter((_, index) => index % EVERY === 0);
    for (const { name } of slow) await stage.lab.configure(name, { thinkTimeMs: thinkTimeMs * SLOWER });
    const perDeviceMs = stage.commands.length * thinkTimeMs;
    const floorMs = ((size - slow.length + slow.length * SLOWER) * perDeviceMs) / places;
    print(`\n${size} routers at ${places}, ${slow.length} of them ${SLOWER} times slower\n`);
    row('', 'wall', 'x floor', 'CPU/1,000', 'stall p99');
    row('floor (think times / places)', seconds(floorMs), ratio(1), '', '');
    const walls = { batch: 0, rolling: 0 };
    const bytes: number[] = [stage.portal.databaseBytes()];
    for (const strategy of ['batch', 'rolling'] as const) {
      const { wallMs, cpuMs, stallP99Ms } = await stage.run(strategy, places);
      walls[strategy] = wallMs;
      bytes.push(stage.portal.databaseBytes());
      const cpu = seconds((cpuMs * 1_000) / size);
      row(`portal, ${strategy}`, seconds(wallMs), ratio(wallMs / floorMs), cpu, `${stallP99Ms.toFixed(0)} ms`);
    }
    const { residentBytes } = await stage.portal.usage();
    const perRun = bytes.slice(1).map((after, index) => (after - bytes[index]!) / size / 1024);
    print(`\nThe barrier takes ${ratio(walls.batch / walls.rolling)} times as long as rolling.`);
    print(`Portal: ${Math.round(residentBytes / 2 ** 20 / (size / 1_000))} MiB resident per 1,000 devices.`);
    print(`Stored a device run: ${perRun.map((kib) => `${Math.round(kib)} KiB`).join(', then ')}.`);
  } finally {
    await stage.close();
  }
}
