// Imports into the database of the first argument, until it is killed: `COUNT` devices, made, then moved to another site again and again.
// Says what it is about to do (`begin 3`) and what was acknowledged (`done 3`).
import { openDatabase } from '@/server/db/client';
import { createDeviceStore } from '@/server/db/device-store';
import { createImportStore } from '@/server/db/import-store';

const [url = '', count = '0'] = process.argv.slice(2);
const db = await openDatabase(url);
const devices = createDeviceStore(db);
const imports = createImportStore(db);
const credentialId = 'credential';
await db.prisma.credential.upsert({
  where: { id: credentialId },
  create: { id: credentialId, name: 'lab', username: 'u' },
  update: {},
});

const say = (line: string) => process.stdout.write(`${line}\n`);
const tagsOf = (round: number) => ['all', `round-${round}`];
for (let round = (await imports.list({})).total + 1; ; round += 1) {
  const before = await devices.selectByFilter({});
  const site = `site ${round}`;
  const writes =
    before.length > 0
      ? before.map((device) => ({ before: device, device: { ...device, site, tags: tagsOf(round) } }))
      : Array.from({ length: Number(count) }, (_, i) => ({
          before: null,
          device: {
            name: `r${i}`,
            address: `10.4.${i >> 8}.${i & 255}`,
            port: 22,
            country: 'DE',
            platform: 'frr' as const,
            credentialId,
            site,
            tags: tagsOf(round),
          },
        }));
  say(`begin ${round}`);
  const written = await imports.write({ writes, by: 'noc', source: site, unchanged: 0 });
  if (!written.ok) throw new Error(written.reason);
  say(`done ${round}`);
}
