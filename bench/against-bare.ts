// The portal against a bare loop on the same routers and commands, and the floor that the routers' think times set.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BareResult, BareWork } from './bare-loop';
import { type Measured, openStage } from './stage';
import { median, print, ratio, row, seconds } from './table';

export interface AgainstBareOptions {
  readonly size: number;
  readonly rounds: number;
  readonly thinkTimeMs: number;
  readonly places: number;
}

type Runs = Record<'bare' | 'rolling' | 'batch', Pick<Measured, 'wallMs' | 'cpuMs'>[]>;

export async function againstBare({ size, rounds, thinkTimeMs, places }: AgainstBareOptions): Promise<void> {
  const stage = await openStage(size, thinkTimeMs);
  try {
    const work: BareWork = { routers: stage.lab.routers, ...stage.login, commands: stage.commands, atOnce: places };
    const runs: Runs = { bare: [], rolling: [], batch: [] };
    const entries = ['bare', 'rolling', 'batch'] as const;
    for (let turn = 0; turn < rounds * entries.length; turn += 1) {
      // Each round begins with another one: whoever comes first after a pause has the colder caches.
      const entry = entries[(turn + Math.floor(turn / entries.length)) % entries.length]!;
      runs[entry].push(entry === 'bare' ? await bareRun(work) : await stage.run(entry, places));
    }
    print(
      `${size} routers, ${stage.commands.length} commands, ${thinkTimeMs} ms think time, ${places} at once; median of ${rounds} rounds\n`,
    );
    report(runs, (size / places) * stage.commands.length * thinkTimeMs);
    const { residentBytes } = await stage.portal.usage();
    const stored = stage.portal.databaseBytes() / (rounds * 2) / size / 1024;
    print(
      `\nPortal: ${Math.round(residentBytes / 2 ** 20)} MiB resident, ${Math.round(stored)} KiB stored a device run.`,
    );
    print(`Routers: at most ${await stage.lab.ledger.peakSessions()} sessions at one time.`);
  } finally {
    await stage.close();
  }
}

function bareRun(work: BareWork): Promise<BareResult> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./bare-loop.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
    child.once('message', (result: BareResult) => resolve(result));
    child.once('exit', (code) => reject(new Error(`The bare loop ended with exit code ${code}`)));
    child.send(work);
  });
}

function report(runs: Runs, floorMs: number): void {
  const wall = (name: keyof Runs) => median(runs[name].map((entry) => entry.wallMs));
  const cpu = (name: keyof Runs) => median(runs[name].map((entry) => entry.cpuMs));
  row('', 'wall', 'x floor', 'x bare', 'CPU', 'x bare');
  row('floor (think times / places)', seconds(floorMs), ratio(1), '', '', '');
  const bare = [wall('bare') / floorMs, 1].map(ratio);
  row('bare ssh2 + p-limit loop', seconds(wall('bare')), ...bare, seconds(cpu('bare')), ratio(1));
  for (const name of ['rolling', 'batch'] as const) {
    const cells = [wall(name) / floorMs, wall(name) / wall('bare')].map(ratio);
    row(`portal, ${name}`, seconds(wall(name)), ...cells, seconds(cpu(name)), ratio(cpu(name) / cpu('bare')));
  }
  print('\nAims for rolling: at most 1.3 x floor, 1.15 x bare wall, 2.5 x bare CPU.');
}
