import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatIpv4 } from '../../lab/network/ipv4';
import type { NetworkRouter } from '../../lab/network/model';
import { EVERY_PLATFORM } from '../../lab/network/platform-mix';
import { startCutProxy } from '../support/cut-proxy';
import { type Fleet, jobEnd, startFleet } from '../support/fleet';
import { NEVER_MS, think } from '../support/think';
import { compile, packedClient, projectWith, root } from './installed-package';

/** A build of the package and compilers take their time where other tests run beside them. */
const BUILD_MS = 600_000;

const run = promisify(execFile);
let packed: Promise<string>;
beforeAll(async () => {
  packed = packedClient();
  await packed;
}, BUILD_MS);

/** Runs a compiled service; resolves with its exit code. */
async function runService(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
  onComplaint: (line: string) => void,
): Promise<number> {
  const child = spawn(process.execPath, [file, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  createInterface({ input: child.stderr }).on('line', onComplaint);
  for await (const line of createInterface({ input: child.stdout })) onLine(line);
  return (await exited)[0];
}

/** Words of the server: its libraries, its rooms, its context. Paths, since a declaration may import in line. */
const OF_THE_SERVER =
  /[Pp]risma|better-sqlite|ssh2|better-auth|\bzod\b|ApiContext|\bServices\b|SECRET_KEY|JobQueries|@trpc|@\/|\.\.\/|node_modules/;

describe('the package', () => {
  let tarball: string;
  let project: string;
  beforeAll(async () => {
    tarball = await packed;
    project = await projectWith(tarball, 'tests/fixtures/client-service');
  }, BUILD_MS);
  afterAll(() => rm(project, { recursive: true, force: true }));

  it('holds the client, the command line and nothing of the portal, in both tarballs', async () => {
    const names = ['THIRD-PARTY-NOTICES.txt', 'areazero.js', 'client.d.ts', 'client.js'];
    const files = names.map((name) => `dist/npm/${name}`);
    const { stdout: light } = await run('tar', ['tzf', tarball]);
    expect(light.trim().split('\n').sort()).toEqual(
      [...files, 'README.md', 'package.json'].map((path) => `package/${path}`).sort(),
    );
    // What `npm pack` would take at the root; the files themselves are the same.
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root });
    const [whole] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    expect(whole.files.map(({ path }) => path).sort()).toEqual([...files, 'README.md', 'package.json'].sort());
  });

  it('brings the command line, which runs where it is installed', async () => {
    const { stdout } = await run(join(project, 'node_modules/.bin/areazero'), ['--version']);
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    expect(stdout).toBe(`${version}\n`);
  });

  it('needs nothing but ws', async () => {
    const installed = await readdir(join(project, 'node_modules'));
    expect(installed.filter((name) => !name.startsWith('.')).sort()).toEqual(['areazero', 'ws']);
  });

  it('says nothing of the server, in its types and in its code', async () => {
    const folder = join(project, 'node_modules/areazero/dist/npm');
    const types = await readFile(join(folder, 'client.d.ts'), 'utf8');
    expect(types).toContain('createAreaZeroClient');
    expect(types.match(OF_THE_SERVER)).toBeNull();
    // One file that stands alone: no library has to be installed for its types, and nothing in it is left open.
    expect(types.match(/\bimport\b *[({*'"]|\bany\b(?=[;,>)\]])/)).toBeNull();
    const code = await readFile(join(folder, 'client.js'), 'utf8');
    expect(code.match(/from "[^"]+"/g)!.filter((name) => !name.startsWith('from "node:'))).toEqual(['from "ws"']);
    expect(code.match(/prisma|better-sqlite|ssh2|better-auth|\bzod\b|SECRET_KEY|ApiContext/i)).toBeNull();
  });

  it(
    'type-checks a service in strict mode, and runs a job through it over a connection that is cut',
    async () => {
      await compile(project);
      const proxy = await startCutProxy();
      const url = `http://localhost:${proxy.port}`;
      const fleet = await startFleet({ size: 8, addressBase: '127.190.0.1' }, { env: { PUBLIC_URL: url } });
      // At work until a cut was noticed.
      think(fleet.lab, NEVER_MS, fleet.lab.routers.slice(1));
      proxy.target(Number(new URL(fleet.portal.url).port));
      const lines: Record<string, unknown>[] = [];
      const env = { AREAZERO_URL: url, AREAZERO_TOKEN: await fleet.portal.createToken('operator') };
      const complaints: string[] = [];
      const take = (line: string) => {
        const said = JSON.parse(line) as Record<string, unknown>;
        lines.push(said);
        const completed = lines.filter(({ type }) => type === 'device.completed').length;
        if (said.type === 'device.completed' && (completed === 1 || completed === 4)) proxy.cut();
        if (said.connection === 'lost') think(fleet.lab, 0);
      };
      const code = await runService(join(project, 'out/service.js'), [], env, take, (line) => complaints.push(line));
      expect({ code, complaints }).toEqual({ code: 0, complaints: [] });
      const { jobId } = lines.find(({ job }) => job)!.job as { jobId: string };
      const told = lines.filter(({ seq }) => seq).map(({ seq, type }) => ({ seq, type }));
      expect(told).toEqual((await jobEnd(fleet, jobId)).map(({ seq, type }) => ({ seq, type })));
      expect(lines.filter(({ connection }) => connection === 'lost').length).toBeGreaterThan(0);
      expect(lines.at(-1)).toMatchObject({
        end: { jobId, state: 'completed', outcome: 'ok', counts: { total: 8, completed: 8 } },
        states: Array.from({ length: 8 }, () => 'completed'),
      });
      await fleet.close();
      await proxy.close();
    },
    BUILD_MS,
  );
});

describe('the nightly neighbor check, an example that stands on the package', () => {
  let project: string;
  let fleet: Fleet;
  let env: Record<string, string>;
  beforeAll(async () => {
    project = await projectWith(await packed, 'examples/nightly-neighbor-check');
    await compile(project);
    fleet = await startFleet({ size: 20, addressBase: '127.167.0.1', platforms: EVERY_PLATFORM });
    env = { AREAZERO_URL: fleet.portal.url, AREAZERO_TOKEN: await fleet.portal.createToken('operator') };
  }, BUILD_MS);
  afterAll(async () => {
    await fleet.close();
    await rm(project, { recursive: true, force: true });
  });

  async function night(...args: string[]) {
    const lines: string[] = [];
    const complaints: string[] = [];
    const file = join(project, 'out/main.js');
    const code = await runService(
      file,
      args,
      env,
      (line) => lines.push(line),
      (line) => complaints.push(line),
    );
    return { code, lines, complaints, changes: lines.filter((line) => /^\S+ \([A-Z]{2}\): /.test(line)) };
  }

  it(
    'says what changed from one night to the next, and ends with a code for cron',
    async () => {
      const first = await night('--now');
      expect(first.lines.at(-1)).toBe('The first check: there is nothing to compare it with.');
      expect(first).toMatchObject({ code: 0, changes: [], complaints: [] });
      expect(first.lines).toContain('All 20 devices answered.');

      // The same day is the same check; again is another one, and timers alone are no change.
      expect(await night('--now')).toEqual(first);
      const quiet = await night('--now', '--again');
      expect(quiet).toMatchObject({ code: 0, changes: [] });
      expect(quiet.lines.at(-1)).toMatch(/^Nothing changed since job [\w-]+\.$/);

      const { network } = fleet.lab;
      const ends = network.links.find(({ kind }) => kind === 'point-to-point')!.ends;
      const [one, other] = ends.map((end) => network.routers[end.router]!);
      const silent = network.routers.find((router) => router !== one && router !== other)!;
      fleet.lab.cutLinks([[one!.name, other!.name]]);
      await fleet.lab.setFault(silent.name, { kind: 'wrong_password' });
      const bad = await night('--now', '--again');
      expect(bad.code).toBe(1);
      const gone = (here: NetworkRouter, there: NetworkRouter) =>
        expect.stringMatching(
          `^${here.name} \\(${here.country}\\): neighbor ${formatIpv4(there.routerId)} on \\S+ is gone`,
        );
      expect(bad.changes).toHaveLength(3);
      expect(bad.changes).toEqual(
        expect.arrayContaining([
          gone(one!, other!),
          gone(other!, one!),
          expect.stringMatching(`^${silent.name} .*: gave no answer: auth failed`),
        ]),
      );
      expect(bad.lines).toContain('19 of 20 devices answered.');

      fleet.lab.cutLinks([]);
      await fleet.lab.setFault(silent.name, null);
      const good = await night('--now', '--again');
      expect(good.code).toBe(1);
      expect(good.changes.filter((line) => /neighbor \S+ on \S+ is new \(full/i.test(line))).toHaveLength(2);
      expect(good.changes).toContain(`${silent.name} (${silent.country}): answers again`);
    },
    BUILD_MS,
  );

  it('ends with 2 where no check can be made', async () => {
    for (const [args, complaint] of [
      [[], 'expected one of --now and --at HH:MM'],
      [['--at', '25:00'], '--at: expected HH:MM, got 25:00'],
      [['--now', '--country', 'XX'], expect.stringMatching(/^The check could not be made: filter: .*/)],
    ] as const) {
      const { code, lines, complaints } = await night(...args);
      expect({ code, lines, complaint: complaints[0] }).toEqual({ code: 2, lines: [], complaint });
    }
  });
});
