// `npm run pack`: a tarball for other services, dist/areazero-<version>.tgz, with only what the client needs to run.
// `npm pack` gives one with the same files and all the dependencies of the portal. For both npm runs `prepack` first,
// which builds these files.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INSTALLED_BESIDE } from './build-package.mjs';
import { main, must, npm, root, say } from './setup.mjs';

const folder = join(root, 'dist/package');

main(async () => {
  const whole = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { name, version, license, type, engines, exports, bin, files } = whole;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, 'dist/npm'), join(folder, 'dist/npm'), { recursive: true });
  cpSync(join(root, 'docs/client.md'), join(folder, 'README.md'));
  const dependencies = Object.fromEntries(INSTALLED_BESIDE.map((one) => [one, `^${whole.dependencies[one]}`]));
  const description =
    'Client of Area Zero for other services: run OSPF commands on fleets of routers and follow them live.';
  const own = { name, version, private: true, description, license, type, engines, exports, bin, files, dependencies };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(own, null, 2)}\n`);
  await must(npm, ['pack', folder, '--pack-destination', join(root, 'dist'), '--loglevel=error']);
  say(`dist/${name}-${version}.tgz is ready: npm install <its path> in the service that needs it.`);
});
