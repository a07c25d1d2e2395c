// How long 50,000 devices take from a file into the inventory, against the floor: papaparse and better-sqlite3 alone, in
// one transaction, without validation, comparison, history or anybody else to think of.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { type Probed, probeWhile } from './api-probe';
import { type BenchPortal, startBenchPortal } from './portal';
import { print, ratio, row, seconds } from './table';

const COLUMNS = ['name', 'address', 'port', 'country', 'platform', 'site', 'tags', 'credential'];
/** What an export has beside them. */
const MORE_COLUMNS = ['jump_host', 'algorithms', 'keepalive'];
const PEAK_EVERY_MS = 50;

/** What the floor needs of better-sqlite3, which brings no types. */
interface Sqlite {
  pragma(text: string): void;
  exec(sql: string): void;
  prepare(sql: string): { run(...values: (string | undefined)[]): void };
  transaction(work: () => void): () => void;
  close(): void;
}

interface Measured extends Probed {
  readonly wallMs: number;
  /** Of the portal's process, user and system, threads included. */
  readonly cpuMs: number;
  readonly extraBytes: number;
  readonly stallMaxMs: number;
}

export async function inventoryImport(size: number): Promise<void> {
  const lines = Array.from({ length: size }, (_, i) => lineOf(i, 'DE'));
  const content = [COLUMNS, ...lines].map((cells) => cells.join(',')).join('\n');
  print(`\nImport of ${size} devices, ${Math.round(content.length / 1024)} KiB of CSV\n`);
  const floorMs = floor(content);
  row('', 'wall', 'x floor', 'CPU', 'extra memory', 'stall max', 'API P95', 'API max');
  row('papaparse + better-sqlite3', seconds(floorMs), ratio(1), '', '', '', '', '');
  const changed = [COLUMNS, ...lines.map((_, i) => lineOf(i, 'FR'))].map((cells) => cells.join(',')).join('\n');
  await measured('CSV', floorMs, { content, format: 'csv' }, { content: changed, format: 'csv' });
  const wide = lines.map((cells) => [...cells, 'bench', 'modern', 'off']);
  for (const rows of [
    [COLUMNS, ...lines],
    [[...COLUMNS, ...MORE_COLUMNS], ...wide],
  ]) {
    const workbook = await workbookOf(rows);
    const columns = rows[0]!.length;
    print(`\nAs an Excel workbook of ${columns} columns, ${Math.round((workbook.length * 3) / 4 / 1024)} KiB\n`);
    const file: File = { content: workbook, format: 'xlsx' };
    await measured(`XLSX of ${columns}`, floorMs, file, { content: changed, format: 'csv' });
  }
  print('\nAims: 50,000 rows within 20 s and 300 MB more memory; no stall over 100 ms.');
}

const lineOf = (i: number, country: string): string[] => [
  `router-${i}`,
  `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`,
  '22',
  country,
  'cisco_ios',
  `Site ${i % 500}`,
  `core;area-${i % 40}`,
  'bench',
];

type Sent = Parameters<BenchPortal['client']['trpc']['devices']['import']['mutate']>[0];
type File = Pick<Sent, 'content' | 'format'>;

/** On a fresh portal: preview, import, the same file again, a file that changes every device, and the way back. */
async function measured(name: string, floorMs: number, file: File, changed: File): Promise<void> {
  const portal = await startBenchPortal();
  try {
    const { trpc } = portal.client;
    const { id } = await trpc.credentials.create.mutate({ name: 'bench', username: 'bench', password: 'bench' });
    await trpc.jumpHosts.create.mutate({ name: 'bench', address: '10.254.0.1', credentialId: id });
    // What a process does once, such as the names of countries, is nobody's import.
    const warm = 'name,address,country,platform,credential\nx,10.255.0.1,Germany,IOS,bench\n';
    await trpc.devices.import.mutate({ content: warm, format: 'csv', mode: 'preview' });
    const run = async (step: string, work: () => Promise<unknown>) =>
      report(`${name}, ${step}`, floorMs, await watch(portal, work));
    await run('preview', () => trpc.devices.import.mutate({ ...file, mode: 'preview' }));
    await run('import of new devices', () => trpc.devices.import.mutate({ ...file, mode: 'apply' }));
    await run('import again, unchanged', () => trpc.devices.import.mutate({ ...file, mode: 'apply' }));
    await run('import of changes', () => trpc.devices.import.mutate({ ...changed, mode: 'apply' }));
    const { items } = await trpc.imports.list.query({ limit: 1 });
    await run('undo of the changes', () => trpc.imports.undo.mutate({ id: items[0]!.id }));
  } finally {
    await portal.stop();
  }
}

/** Memory is that of the whole process, threads included, at its highest over what it was before. */
async function watch(portal: BenchPortal, work: () => Promise<unknown>): Promise<Measured> {
  const before = await portal.usage();
  let peak = before.residentBytes;
  let wallMs = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, portal.residentBytes());
  }, PEAK_EVERY_MS);
  try {
    const probed = await probeWhile(portal, async () => {
      const startedAt = performance.now();
      await work();
      wallMs = performance.now() - startedAt;
    });
    const { stallMaxMs, cpuMs } = await portal.usage();
    return { ...probed, wallMs, stallMaxMs, cpuMs: cpuMs - before.cpuMs, extraBytes: peak - before.residentBytes };
  } finally {
    clearInterval(timer);
  }
}

function report(name: string, floorMs: number, { wallMs, cpuMs, extraBytes, stallMaxMs, p95, max }: Measured): void {
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  const extra = `${Math.round(extraBytes / 2 ** 20)} MiB`;
  row(name, seconds(wallMs), ratio(wallMs / floorMs), seconds(cpuMs), extra, ms(stallMaxMs), ms(p95), ms(max));
}

/** The least that a program can do which puts these rows into a database of this form. */
function floor(content: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'areazero-floor-'));
  const file = join(folder, 'floor.db');
  const Database = createRequire(import.meta.url)('better-sqlite3') as new (file: string) => Sqlite;
  const db = new Database(file);
  try {
    db.pragma('journal_mode = WAL');
    db.exec(
      'CREATE TABLE device (id TEXT PRIMARY KEY, name TEXT UNIQUE, address TEXT UNIQUE, port INT, country TEXT, platform TEXT, site TEXT, credential TEXT)',
    );
    db.exec('CREATE TABLE tag (device TEXT, tag TEXT, PRIMARY KEY (device, tag))');
    const startedAt = performance.now();
    const { data } = Papa.parse<string[]>(content);
    const device = db.prepare('INSERT INTO device VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    const tag = db.prepare('INSERT INTO tag VALUES (?, ?)');
    db.transaction(() => {
      for (const [name, address, port, country, platform, site, tags = '', credential] of data.slice(1)) {
        device.run(name, name, address, port, country, platform, site, credential);
        for (const one of tags.split(';')) tag.run(name, one);
      }
    })();
    if (statSync(file).size === 0) throw new Error('The floor wrote nothing');
    return performance.now() - startedAt;
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function workbookOf(rows: readonly string[][]): Promise<string> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const sheet = rows.map((cells) => cells.map((value) => ({ value })));
  return (await writeXlsxFile(sheet).toBuffer()).toString('base64');
}
