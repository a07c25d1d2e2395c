import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Room {
  /** Files of the room, by prefix of their path under src/. The first room that matches counts. */
  readonly at: RegExp;
  /** Our own code that it may import. */
  readonly may: readonly RegExp[];
  /** Our own code of which it may import types. */
  readonly types?: readonly RegExp[];
  readonly instead: string;
}

const domain = /^src\/domain\//;
/** How numbers and times are written: the words that belong to no noun. */
const format = /^src\/domain\/format\.ts$/;
const room = (name: string) => new RegExp(`^src/server/${name}/`);

/** docs/architecture.md draws this table; the first rule that matches a file is its rule. There are no exceptions. */
const ROOMS: readonly Room[] = [
  { at: domain, may: [domain], instead: 'domain holds words only: put work into the engine or a component' },
  {
    at: room('engine'),
    may: [domain, room('engine')],
    instead: 'implement a port of engine/ports.ts outside and pass it in',
  },
  { at: room('network'), may: [domain, room('network')], instead: 'network judges addresses: call it with them' },
  {
    at: room('ssh'),
    may: [domain, room('network'), room('ssh')],
    types: [/^src\/server\/engine\/ports\.ts$/],
    instead: 'the wire knows the ports only: pass in what it needs',
  },
  {
    at: room('workers'),
    may: [domain, room('engine'), room('ssh'), room('inventory'), room('workers')],
    instead: 'threads carry the engine, the wire and the reading of files alone: ask the main thread by a message',
  },
  {
    at: room('db'),
    may: [domain, room('db')],
    types: [/^src\/server\/engine\/ports\.ts$/],
    instead: 'the memory knows the ports only: pass in what it needs',
  },
  {
    at: room('inventory'),
    may: [domain, room('inventory')],
    instead: 'inventory turns text into rows: call it from the api',
  },
  { at: room('auth'), may: [domain, room('auth')], types: [room('db')], instead: 'stores come as arguments' },
  {
    at: room('webhooks'),
    may: [domain, room('network'), room('webhooks')],
    types: [room('db'), /^src\/server\/engine\/ports\.ts$/],
    instead: 'webhooks read what is stored and send it: pass in the stores (server/services.ts)',
  },
  {
    at: room('api'),
    may: [domain, room('api')],
    types: [room('engine'), room('db'), room('auth'), room('inventory'), room('webhooks')],
    instead: 'values come in ctx (server/runtime.ts puts them there)',
  },
  {
    at: /^src\/live\//,
    may: [/^src\/live\//],
    types: [room('api')],
    instead: 'live carries subscriptions for pages and services alike: pass in what is of one of them',
  },
  {
    at: /^src\/client\//,
    may: [/^src\/(client|live)\//],
    types: [domain, room('api')],
    instead: 'the client runs in other services: the portal reaches it by its types alone',
  },
  {
    at: room('metrics'),
    may: [domain, room('metrics')],
    types: [/^src\/server\/engine\/ports\.ts$/, room('api')],
    instead: 'metrics are told, or read at a scrape: pass in what they need',
  },
  {
    at: /^src\/cli\//,
    may: [domain, /^src\/(cli|client)\//, /^package\.json$/],
    instead: 'the command line is another service: ask the portal by the client',
  },
  { at: /^src\/server\/[^/]+\.ts$/, may: [/^src\/(server|domain)\//], instead: 'the server never imports pages' },
  {
    at: /^src\/components\/ui\//,
    may: [/^src\/components\/ui\//, format],
    instead: 'primitives know nothing of ours: put it into the folder of its noun',
  },
  {
    at: /^src\/components\/shell\//,
    may: [/^src\/components\/(ui|shell)\//, /^src\/live\//, format],
    types: [room('api')],
    instead: 'the shell knows no noun: pass the noun in as children',
  },
  {
    at: /^src\/components\//,
    may: [domain, /^src\/(components|live)\//],
    instead: 'ask the server over tRPC; its types are those of shell/api',
  },
  {
    at: /^src\/app\//,
    may: [/^src\/components\//, /^src\/app\//],
    instead: 'app is routing only: put it into components',
  },
  { at: /^lab\//, may: [/^lab\//], instead: 'the lab is the witness against the portal: it shares nothing with it' },
];

/** Packages that live in one place. */
const PACKAGES: readonly { readonly name: RegExp; readonly at: RegExp }[] = [
  { name: /^ssh2$/, at: /^(src\/server\/ssh\/transport\.ts$|lab\/)/ },
  { name: /^(@prisma\/|better-sqlite3)/, at: /^src\/server\/db\// },
  { name: /^next$|^next\//, at: /^src\/(app|components)\/|^src\/server\/main\.ts$/ },
  { name: /^@trpc\//, at: /^src\/(server\/api|components|client|live)\/|^src\/server\/main\.ts$/ },
  { name: /^better-auth/, at: /^src\/server\/(auth|main)/ },
  { name: /^node:worker_threads$/, at: /^src\/server\/(workers\/|db\/(reading-|checkpoint))/ },
  { name: /^tsx/, at: /^src\/server\/workers\// },
  { name: /^prom-client$/, at: /^src\/server\/metrics\// },
  { name: /^pino$/, at: /^src\/server\/log\.ts$/ },
  { name: /^diff$/, at: /^src\/components\/jobs\// },
  { name: /^fflate$/, at: /^src\/server\/(api|inventory)\/|^src\/cli\// },
  { name: /^(papaparse|read-excel-file|jose)/, at: /^src\/server\/inventory\// },
  { name: /^zod-openapi$/, at: /^src\/server\/api\/openapi/ },
  { name: /^commander$/, at: /^src\/cli\// },
  { name: /^p-limit$/, at: /^src\/server\/engine\// },
  { name: /^(react|react-dom|radix-ui|lucide-react|@tanstack\/)/, at: /^src\/(components|app)\// },
];

/** Pages that are watched while jobs run, and all that stands around them. */
const LIVE_PAGES = [
  'layout.tsx',
  'error.tsx',
  'global-error.tsx',
  'not-found.tsx',
  '(console)/layout.tsx',
  '(console)/error.tsx',
  '(console)/loading.tsx',
  '(console)/page.tsx',
  '(console)/jobs/page.tsx',
  '(console)/jobs/[id]/page.tsx',
  '(console)/jobs/[id]/loading.tsx',
].map((file) => `src/app/${file}`);
/** Checks what people type into forms; live pages have none. */
const VALIDATION = /^(zod|@hookform\/resolvers)(\/|$)/;

interface Import {
  readonly from: string;
  /** A path of ours, or a package's name. */
  readonly to: string;
  readonly typeOnly: boolean;
  /** By `import()`: a browser fetches it only when it is asked for. */
  readonly later: boolean;
  readonly own: boolean;
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((name) => /\.(ts|tsx|mts|mjs)$/.test(name) && !name.includes('/generated/'))
    .filter((name) => statSync(join(root, name)).isFile());
}

const sources = [...filesUnder('src'), ...filesUnder('lab')];

/** A path of ours for `@/…` and relative specifiers, the specifier itself for a package. */
function resolve(from: string, specifier: string): { to: string; own: boolean } {
  if (!/^(@\/|\.)/.test(specifier)) return { to: specifier, own: false };
  const path = specifier.startsWith('@/') ? join('src', specifier.slice(2)) : join(dirname(from), specifier);
  const found = ['', '.ts', '.tsx', '.mjs', '/index.ts'].map((end) => `${path}${end}`).find((file) => isFile(file));
  return { to: (found ?? path).replaceAll('\\', '/'), own: true };
}

const isFile = (file: string): boolean => statSync(join(root, file), { throwIfNoEntry: false })?.isFile() ?? false;

/** Every import, export-from and import() of a file, as the TypeScript parser sees them, types counted. */
function importsOf(from: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean, later = false): void => {
    if (!specifier || !ts.isStringLiteral(specifier)) return;
    found.push({ from, typeOnly, later, ...resolve(from, specifier.text) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, onlyTypes(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false, true);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(from, readFileSync(join(root, from), 'utf8'), ts.ScriptTarget.Latest, false));
  return found;
}

function onlyTypes(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  return !clause.name && !!named && ts.isNamedImports(named) && named.elements.every((element) => element.isTypeOnly);
}

const all = sources.flatMap(importsOf);

/** By file what it imports. */
function ways(imports: readonly Import[]): Map<string, string[]> {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  return next;
}

describe('architecture', () => {
  it('sees the code', () => {
    expect(sources.length).toBeGreaterThan(40);
    expect(all.filter((entry) => entry.own).length).toBeGreaterThan(80);
  });

  it('every room imports only what it may', () => {
    const wrong = all
      .filter((entry) => entry.own)
      .flatMap(({ from, to, typeOnly }) => {
        const rule = ROOMS.find(({ at }) => at.test(from));
        if (!rule) return [`${from} stands in no room`];
        const allowed = rule.may.some((may) => may.test(to)) || (typeOnly && rule.types?.some((may) => may.test(to)));
        return allowed ? [] : [`${from} must not import ${to}: ${rule.instead}`];
      });
    expect(wrong).toEqual([]);
  });

  it('every package that has a room stays in it', () => {
    const wrong = all
      .filter((entry) => !entry.own)
      .flatMap(({ from, to }) => {
        const rule = PACKAGES.find(({ name }) => name.test(to));
        return rule && !rule.at.test(from) ? [`${from} must not import ${to}: it belongs to ${rule.at.source}`] : [];
      });
    expect(wrong).toEqual([]);
  });

  it('threads of the database need no file of ours: they start from plain JavaScript and packages', () => {
    const imports = all.filter(({ from }) => /^src\/server\/db\/.*\.mjs$/.test(from));
    expect(new Set(imports.map(({ from }) => from)).size).toBe(2);
    expect(imports.filter(({ own }) => own)).toEqual([]);
  });

  it('domain stands on zod alone', () => {
    const packages = all.filter(({ from, own }) => domain.test(from) && !own);
    expect(packages.filter(({ to }) => to !== 'zod')).toEqual([]);
  });

  it('no file imports itself in a circle, types counted', () => {
    const next = ways(all.filter(({ own }) => own));
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
        return;
      }
      state.set(file, 'open');
      for (const to of next.get(file) ?? []) visit(to, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of next.keys()) visit(file, []);
    expect(circles).toEqual([]);
  });

  it('the live pages carry no validation library', () => {
    expect(sources).toEqual(expect.arrayContaining(LIVE_PAGES));
    const next = ways(all.filter(({ typeOnly, later }) => !typeOnly && !later));
    const chains = new Map(LIVE_PAGES.map((page) => [page, page]));
    // What is added meanwhile has its turn too: the shortest chain to each file.
    for (const [file, chain] of chains) {
      for (const to of next.get(file) ?? []) if (!chains.has(to)) chains.set(to, `${chain} -> ${to}`);
    }
    expect([...chains.keys()]).toEqual(expect.arrayContaining(['src/domain/progress.ts', 'src/domain/device.ts']));
    const carried = [...chains].flatMap(([file, chain]) =>
      (next.get(file) ?? []).filter((to) => VALIDATION.test(to)).map((to) => `${chain} -> ${to}`),
    );
    expect(carried).toEqual([]);
  });

  it('process.env is read in one file of each program', () => {
    const readers = filesUnder('src').filter((file) => readFileSync(join(root, file), 'utf8').includes('process.env'));
    expect(readers.sort()).toEqual(['src/cli/main.ts', 'src/server/env.ts']);
  });

  it('there is no drawer for odds and ends', () => {
    const drawers = sources.filter((file) => /(^|\/)(utils?|helpers?|misc|common|index)(\.|\/)/.test(file));
    expect(drawers).toEqual([]);
  });

  it('files are named in kebab case and stay small', () => {
    const odd = sources.filter((file) => !file.split('/').every((part) => /^[a-z0-9.[\]()-]+$/.test(part)));
    expect(odd).toEqual([]);
    const sizes = sources.map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length }));
    expect(sizes.filter(({ lines }) => lines > 400)).toEqual([]);
    expect(sizes.filter(({ lines }) => lines > 250).length).toBeLessThanOrEqual(sizes.length / 20);
    const sorted = sizes.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(100);
  });

  it('tests mirror the sources: each test file stands where its subject stands', () => {
    const stray = filesUnder('tests')
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => relative('tests', file).replaceAll('\\', '/'))
      .filter(
        (file) =>
          !/^(architecture\.test\.ts|e2e\/|lab\/|scripts\/|docs\/|domain\/|server\/|components\/|live\/|client\/|cli\/|examples\/)/.test(
            file,
          ),
      );
    expect(stray).toEqual([]);
  });
});
