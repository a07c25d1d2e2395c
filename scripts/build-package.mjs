// What other services install, into dist/npm: JavaScript for Node with the libraries in it, one declaration file, and the
// command line.
// Nothing of the server is in there. This is `prepack`: `npm pack` and `npm run pack` both begin here.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildCli } from './build-cli.mjs';
import { ensureInstalled, main, root } from './setup.mjs';

/** Files of dist/npm and what each begins with. */
const ENTRIES = { client: 'src/client/client.ts' };
/** Packages that are installed beside it, since they have native or optional parts; all others go into the files. */
export const INSTALLED_BESIDE = ['ws'];

const out = join(root, 'dist/npm');

async function buildPackage() {
  await ensureInstalled();
  rmSync(out, { recursive: true, force: true });
  const { build } = await import('esbuild');
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ENTRIES,
    outdir: 'dist/npm',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: INSTALLED_BESIDE,
    metafile: true,
    logLevel: 'warning',
  });
  const { writeClientDeclarations } = await import('./client-declarations.mjs');
  await writeClientDeclarations(join(out, 'client.d.ts'), join(root, 'dist/npm-types'));
  const ofCli = await buildCli(join(out, 'areazero.js'));
  writeFileSync(join(out, 'THIRD-PARTY-NOTICES.txt'), notices([...Object.keys(metafile.inputs), ...ofCli]));
}

/** The licences of the libraries whose code is in the files, as these ask for. */
function notices(inputs) {
  const names = inputs.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(names)]
    .sort()
    .map((name) => {
      const { version } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'));
      const licence = readFileSync(join(root, 'node_modules', name, 'LICENSE'), 'utf8').trim();
      return `${name} ${version}\n\n${licence}\n`;
    })
    .join('\n----\n\n');
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) main(buildPackage);
