import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inventoryCsv } from '../../lab/inventory-csv';
import { EVERYDAY_COMMANDS } from '../support/everyday-commands';
import { NEVER_MS } from '../support/think';
import { chromiumPath } from './browser';
import { openStage, type Stage } from './stage';

const executablePath = chromiumPath();

describe.skipIf(!executablePath)('the wall of a job', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(executablePath!, '127.195.0.1');
    await stage.fillInventory();
    await stage.signIn();
  });
  afterAll(() => stage?.close());
  beforeEach(() => stage.reset());

  const start = async (batchSize = 5) => {
    const commands = [...EVERYDAY_COMMANDS];
    const { jobId } = await stage.witness.trpc.jobs.create.mutate({ filter: { all: true }, commands, batchSize });
    return jobId;
  };

  it('groups the devices, and one click on a group filters everything, by an address that can be passed on', async () => {
    const { page, portal, witness, lab, accessible } = stage;
    const testId = (id: string) => page.getByTestId(id);
    await lab.setFault(lab.routers[2]!.name, { kind: 'drop_mid_output' });
    const jobId = await start();
    await witness.ended(jobId);
    await page.goto(`${portal.url}/jobs/${jobId}?by=platform`);
    await testId('wall-tile').first().waitFor();
    const { items } = await witness.trpc.devices.list.query({ limit: 100 });
    for (const tile of await testId('wall-tile').all()) {
      const platform = await tile.getAttribute('data-group');
      const total = items.filter((device) => device.platform === platform).length;
      expect(await tile.textContent()).toContain(`${total}/${total}`);
    }
    await accessible('wall by platform');

    const frr = items.filter((device) => device.platform === 'frr').length;
    await page.locator('[data-testid="wall-tile"][data-group="frr"]').click();
    await testId('filter-chips').getByText(`${frr} of 25 devices`).waitFor();
    await page.waitForURL((url) => url.searchParams.get('platform') === 'frr');
    await testId('fleet')
      .getByRole('heading', { name: `(${frr} of 25)` })
      .waitFor();
    await page.reload();
    await testId('filter-chips').getByText(`${frr} of 25 devices`).waitFor();
    await expect.poll(() => testId('run-row').count()).toBe(frr);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await testId('filter-chips').waitFor({ state: 'detached' });

    // A batch opens to its devices.
    await page.getByRole('tab', { name: /^Batches/ }).click();
    await page.getByRole('button', { name: 'Batch 2', exact: true }).click();
    await expect.poll(() => testId('batch-device').count()).toBe(5);
    await accessible('batches');
  });

  it('names every class of failure of a group, by keyboard as well, and one of them filters everything', async () => {
    const { page, portal, witness, lab, accessible } = stage;
    const testId = (id: string) => page.getByTestId(id);
    const country = lab.routers[0]!.country;
    const broken = lab.routers.filter((router) => router.country === country).slice(0, 3);
    for (const [nth, kind] of (['refused', 'drop_mid_output', 'invalid_input'] as const).entries()) {
      if (broken[nth]) await lab.setFault(broken[nth].name, { kind });
    }
    const jobId = await start();
    await witness.ended(jobId);
    const runs = (await witness.trpc.jobs.runs.query({ jobId, limit: 100 })).items;
    const kinds = new Set(runs.flatMap((run) => (run.country === country && run.failure ? [run.failure.kind] : [])));
    expect(kinds.size).toBe(broken.length);
    await page.goto(`${portal.url}/jobs/${jobId}`);
    await page.locator(`[data-testid="wall-tile"][data-group="${country}"]`).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const list = page.getByRole('dialog', { name: /^Failures of / });
    await expect.poll(() => list.getByRole('button').count()).toBe(kinds.size);
    await accessible('failures of a tile');
    await list.getByRole('button', { name: /connection refused/ }).press('Enter');
    await testId('filter-chips').getByText('1 of 25 devices').waitFor();
    await page.waitForURL(
      ({ searchParams }) => searchParams.get('country') === country && searchParams.get('failure') === 'refused',
    );
  });

  it('is filtered by drop-downs that count, are searched where they are long, and stand in the address', async () => {
    const { page, portal, witness, accessible } = stage;
    const testId = (id: string) => page.getByTestId(id);
    const jobId = await start(2);
    await witness.ended(jobId);
    const { items } = await witness.trpc.devices.list.query({ limit: 100 });
    const site = items[0]!.site!;
    const there = items.filter((device) => device.site === site);
    await page.goto(`${portal.url}/jobs/${jobId}`);
    await page.getByRole('button', { name: 'Site: Any site' }).click();
    await accessible('sites to pick from');
    await page.getByRole('option', { name: `${site} ${there.length}` }).click();
    await testId('filter-chips').getByText(`${there.length} of 25 devices`).waitFor();
    await page.waitForURL((url) => url.searchParams.get('site') === site);
    await page.getByRole('button', { name: /^Platform: / }).press('Enter');
    await page.getByRole('listbox', { name: 'Platform' }).press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.has('platform'));
    const platform = new URL(page.url()).searchParams.get('platform');
    const both = there.filter((device) => device.platform === platform);
    await testId('filter-chips').getByText(`${both.length} of 25 devices`).waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('button', { name: 'Batch: Any batch' }).click();
    const search = page.getByRole('combobox', { name: 'Search batch' });
    await search.fill('batch 7');
    await page.getByRole('option', { name: 'Batch 7 2' }).waitFor();
    await accessible('batches to pick from');
    await search.press('Enter');
    await testId('filter-chips').getByText('2 of 25 devices').waitFor();
    await page.waitForURL((url) => url.searchParams.get('batch') === '7');
  });

  it('sorts its devices by a column, by an address that can be passed on; rows keep their places while it runs', async () => {
    const { page, portal, witness, accessible, think, lab } = stage;
    const testId = (id: string) => page.getByTestId(id);
    const names = () => testId('run-row').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-device')));
    // One fails in the middle of its last command, another one keeps the job from ending.
    const plan = (await witness.trpc.devices.list.query({ limit: 25 })).items.map(({ name }) => name);
    const [broken, held] = [plan[3]!, plan[7]!];
    await lab.setFault(broken, { kind: 'drop_mid_output', on: 5 });
    await lab.setFault(held, { kind: 'silent_command', on: 5 });
    think(NEVER_MS);
    const jobId = await start(25);
    await page.goto(`${portal.url}/jobs/${jobId}`);
    await testId('run-row').first().waitFor();
    await page.getByRole('button', { name: 'State', exact: true }).click();
    await page.waitForURL((url) => url.searchParams.get('sort') === 'state');
    const before = await names();
    expect(before[0]).not.toBe(broken);
    think(0);
    await page.locator(`[data-testid="run-row"][data-device="${broken}"][data-state="failed"]`).waitFor();
    await page.locator('[data-testid="run-row"][data-state="completed"]').nth(5).waitFor();
    expect(await names()).toEqual(before);
    await page.getByRole('button', { name: 'Sort again' }).click();
    await page.waitForFunction(
      (name) => document.querySelector('[data-testid="run-row"]')?.getAttribute('data-device') === name,
      broken,
    );
    await accessible('a sorted table');
    await witness.trpc.jobs.cancel.mutate({ jobId });
    await witness.ended(jobId);
    await page.getByRole('button', { name: 'Sort again' }).waitFor({ state: 'detached' });
    for (const [sort, word, first] of [
      ['state', 'ascending', 'failed'],
      ['-state', 'descending', 'completed'],
    ] as const) {
      await page.goto(`${portal.url}/jobs/${jobId}?sort=${sort}`);
      await testId('run-row').first().waitFor();
      expect(await testId('run-row').first().getAttribute('data-state')).toBe(first);
      expect(await page.getByRole('columnheader', { name: 'State' }).getAttribute('aria-sort')).toBe(word);
    }
  });

  it('is a map as well, which the keyboard moves over and picks from', async () => {
    const { page, portal, witness, accessible } = stage;
    const testId = (id: string) => page.getByTestId(id);
    const jobId = await start();
    await witness.ended(jobId);
    await page.goto(`${portal.url}/jobs/${jobId}?wall=map`);
    const countries = await witness.trpc.devices.countries.query();
    await expect.poll(() => testId('map-country').count()).toBe(countries.length);
    await accessible('map');
    await page.locator('[data-testid="map-country"][tabindex="0"]').focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowDown');
    const picked = await page.evaluate(() => document.activeElement?.getAttribute('data-country'));
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('country') === picked);
    const total = countries.find(({ country }) => country === picked)!.total;
    await testId('filter-chips').getByText(`${total} of 25 devices`).waitFor();
    await page.locator(`[data-country="${picked}"][aria-pressed="true"]`).waitFor();
  });

  it('has a cell for each device, which arrow keys walk, a pointer reads, and either opens', async () => {
    const { page, portal, witness } = stage;
    const testId = (id: string) => page.getByTestId(id);
    const jobId = await start();
    await witness.ended(jobId);
    const runs = await witness.trpc.jobs.runs.query({ jobId });
    await page.goto(`${portal.url}/jobs/${jobId}`);
    await testId('fleet-cursor').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await testId('fleet-tip').getByText(runs.items[2]!.deviceName).waitFor();
    await testId('fleet')
      .getByRole('status')
      .filter({ hasText: runs.items[2]!.deviceName })
      .waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    await testId('device-output').waitFor();
    await page.waitForURL((url) => url.searchParams.get('device') === runs.items[2]!.deviceId);
    await page.keyboard.press('Escape');
    await testId('device-output').waitFor({ state: 'detached' });
    const canvas = (await testId('fleet').locator('canvas').boundingBox())!;
    await page.mouse.move(canvas.x + 5, canvas.y + 5);
    await testId('fleet-tip').getByText(runs.items[0]!.deviceName).waitFor();
    await page.mouse.click(canvas.x + 5, canvas.y + 5);
    await page.waitForURL((url) => url.searchParams.get('device') === runs.items[0]!.deviceId);
  });

  it('draws what happened as bars that a keyboard and a table tell as well', async () => {
    const { page, portal, witness, accessible } = stage;
    const testId = (id: string) => page.getByTestId(id);
    const jobId = await start();
    await witness.ended(jobId);
    await page.goto(`${portal.url}/jobs/${jobId}?tab=charts`);
    const throughput = testId('chart-throughput');
    await throughput.getByText(/^25 devices ended/).waitFor();
    await accessible('charts');
    await throughput.getByRole('img').focus();
    await page.keyboard.press('Home');
    await throughput
      .getByRole('status')
      .getByText(/completed/)
      .waitFor();
    await throughput.getByRole('button', { name: 'As a table' }).click();
    const cells = () => throughput.locator('tbody td:nth-child(2)').allTextContents();
    await expect.poll(async () => (await cells()).reduce((sum, cell) => sum + Number(cell), 0)).toBe(25);
    await accessible('charts as tables');
  });

  it('flags a router that has gone silent, and says what is received', async () => {
    const { page, portal, lab, witness } = stage;
    const router = lab.routers[4]!;
    await lab.setFault(router.name, { kind: 'stall_mid_output' });
    const jobId = await start();
    await page.goto(`${portal.url}/jobs/${jobId}`);
    const row = page.locator(`[data-testid="now-running-row"][data-device="${router.name}"]`);
    await row.locator('[data-stuck]').waitFor();
    await row.getByText(/\d B|KiB/).waitFor();
    await witness.trpc.jobs.cancel.mutate({ jobId });
    await witness.ended(jobId);
  });
});

describe.skipIf(!executablePath)('the wall of a job of ten thousand devices', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(executablePath!, '127.196.0.1');
    await stage.fillInventory();
    await stage.signIn();
  });
  afterAll(() => stage?.close());

  it('stays under 2,500 elements on every tab, and takes its first frame in under 300 KB', async () => {
    const { page, portal, lab, witness, accessible } = stage;
    const [head] = inventoryCsv(lab.routers, { credential: 'lab' }).split('\n');
    const columns = head!.trim().split(',');
    // Nobody listens on port 9 of these: they are refused at once.
    const rows = Array.from({ length: 9_975 }, (_, at) => {
      const device: Record<string, string> = {
        name: `far-${String(at).padStart(4, '0')}`,
        address: `127.19.${Math.floor(at / 250)}.${(at % 250) + 1}`,
        port: '9',
        country: ['DE', 'ZA', 'IN', 'SG', 'KE'][at % 5]!,
        platform: 'cisco_ios',
        site: `site-${at % 300}`,
        tags: `area:${at % 7}`,
        credential: 'lab',
      };
      return columns.map((column) => device[column] ?? '').join(',');
    });
    for (let at = 0; at < rows.length; at += 2_500) {
      const content = [head!.trim(), ...rows.slice(at, at + 2_500)].join('\n');
      await witness.trpc.devices.import.mutate({ content, format: 'csv', mode: 'apply' });
    }
    const { jobId } = await witness.trpc.jobs.create.mutate({
      filter: { all: true },
      commands: [...EVERYDAY_COMMANDS],
      batchSize: 50,
    });
    let largestFrame = 0;
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        largestFrame = Math.max(largestFrame, payload.length);
      }),
    );
    const elements = () => page.evaluate(() => document.querySelectorAll('*').length);
    for (const view of ['', '?wall=map', '?by=site', '?by=batch', '?tab=batches', '?tab=failures', '?tab=charts']) {
      await page.goto(`${portal.url}/jobs/${jobId}${view}`);
      await page
        .getByTestId(view === '?wall=map' ? 'map-country' : 'wall-tile')
        .first()
        .waitFor();
      expect(await elements(), view).toBeLessThan(2_500);
    }
    expect(largestFrame).toBeGreaterThan(0);
    expect(largestFrame).toBeLessThan(300_000);
    await page.goto(`${portal.url}/jobs/${jobId}?by=area`);
    await page.locator('[data-testid="wall-tile"][data-group="0.0.0.6"]').waitFor();
    await accessible('ten thousand devices');
    await witness.trpc.jobs.cancel.mutate({ jobId }).catch(() => undefined);
    await witness.ended(jobId);
  }, 360_000);
});
