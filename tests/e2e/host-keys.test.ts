import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath } from './browser';
import { openStage, type Stage } from './stage';

const executablePath = chromiumPath();

describe.skipIf(!executablePath)('host keys and downloads in a browser', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(executablePath!, '127.191.0.1', 2, { HOST_KEY_POLICY: 'strict' });
    await stage.fillInventory();
    await stage.signIn();
  });
  afterAll(() => stage?.close());

  it('a refused key leads from the job to both fingerprints, is accepted there, and the output can be saved', async () => {
    const { page, portal, lab, witness, accessible } = stage;
    const run = async () => {
      const commands = ['show ip ospf'];
      const { jobId } = await witness.trpc.jobs.create.mutate({ filter: { all: true }, commands, batchSize: 0 });
      await witness.ended(jobId);
      return jobId;
    };
    const refused = await run();
    const router = lab.routers[0]!;
    const { items } = await witness.trpc.jobs.runs.query({ jobId: refused });
    const { deviceId } = items.find(({ deviceName }) => deviceName === router.name)!;
    await page.goto(`${portal.url}/jobs/${refused}?device=${deviceId}`);
    await page.getByTestId('device-output').getByRole('link', { name: 'Compare the keys' }).click();
    await page.waitForURL('**/host-keys?q=**');
    const waiting = page.getByTestId('waiting-key');
    await waiting.getByText(router.fingerprint).waitFor();
    await accessible('host keys');
    await waiting.getByRole('button', { name: /^Accept/ }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText(router.fingerprint).waitFor();
    await accessible('accept a host key');
    await dialog.getByRole('button', { name: 'Trust this key' }).click();
    await page.getByTestId('pinned-key').getByText(portal.email).waitFor();
    await expect.poll(() => waiting.count()).toBe(0);

    // It waits no longer, and a changed one shows the old and the new one side by side.
    await run();
    expect(lab.ledger.logins(router.name)).toBe(1);
    const before = router.fingerprint;
    const shown = lab.rotateHostKey(router.name);
    const jobId = await run();
    await page.goto(`${portal.url}/host-keys`);
    const changed = waiting.filter({ hasText: router.name });
    await changed.getByText(before).waitFor();
    await changed.getByText(shown).waitFor();
    expect(lab.ledger.logins(router.name)).toBe(1);

    const other = (await witness.trpc.hostKeys.list.query({ pending: true })).items.find(({ pinned }) => !pinned)!;
    const { endpoint, offered } = other;
    await witness.trpc.hostKeys.accept.mutate({ endpoint, fingerprint: offered!.fingerprint });
    const done = await run();
    const good = lab.routers[1]!;
    const runs = await witness.trpc.jobs.runs.query({ jobId: done });
    const device = runs.items.find(({ deviceName }) => deviceName === good.name)!;
    await page.goto(`${portal.url}/jobs/${done}?device=${device.deviceId}`);
    const saved = async (click: () => Promise<void>) => {
      const [download] = await Promise.all([page.waitForEvent('download'), click()]);
      return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
    };
    const raw = await saved(() => page.getByRole('link', { name: /^Download the bytes/ }).click());
    expect(raw.name).toBe(`${good.name}-1-show-ip-ospf.bin`);
    expect(raw.text).toContain(good.routerId);
    const text = await saved(() => page.getByRole('link', { name: 'Download all output as text' }).click());
    expect(text.text).toContain(`# Device: ${good.name} (`);
    await page.keyboard.press('Escape');
    await page.getByTestId('download-job').click();
    const json = await saved(() => page.getByRole('menuitem', { name: /JSON/ }).click());
    expect(JSON.parse(json.text).devices).toHaveLength(2);
    expect(jobId).not.toBe(done);
  });
});
