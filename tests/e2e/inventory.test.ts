import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath } from './browser';
import { openStage, type Stage } from './stage';

const chromium = chromiumPath();
/** Of the file below, beside the routers of the lab. */
const DEVICES = 5_000;
const LAB = 4;
/** Rows on a screen of 900 px, those kept above and below, and the rest of the page. */
const MAX_ROWS = 80;
const MAX_NODES = 3_000;

describe.skipIf(!chromium)('an inventory of thousands', () => {
  let stage: Stage;
  const rows = () => stage.page.getByTestId('device-row');
  const row = (name: string) => stage.page.locator(`[data-device="${name}"]`);
  const nodes = () => stage.page.evaluate(() => document.querySelectorAll('*').length);
  const toTheEnd = () => stage.page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));

  beforeAll(async () => {
    stage = await openStage(chromium!, '127.184.0.1', LAB);
    await stage.fillInventory();
    const lines = Array.from({ length: DEVICES }, (_, at) => {
      const name = `node-${String(at).padStart(4, '0')}`;
      return `${name},10.20.${at >> 8}.${at & 255},DE,frr,lab`;
    });
    const content = ['name,address,country,platform,credential', ...lines].join('\n');
    await stage.witness.trpc.devices.import.mutate({ content, format: 'csv', mode: 'apply' });
    await stage.signIn();
  });
  afterAll(() => stage?.close());

  it('is one page of which only the rows on the screen exist, from its beginning to its end', async () => {
    const { page } = stage;
    await page.goto(`${stage.portal.url}/devices?q=node-`);
    await row('node-0000').waitFor();
    await page.getByText('5,000 devices', { exact: false }).first().waitFor();
    expect(await rows().count()).toBeLessThan(MAX_ROWS);
    const before = await nodes();
    expect(before).toBeLessThan(MAX_NODES);

    // Straight to the end, without the pages in between.
    await toTheEnd();
    await row('node-4999').waitFor();
    expect(await rows().count()).toBeLessThan(MAX_ROWS);
    expect(await nodes()).toBeLessThan(MAX_NODES);
    // And to anywhere else.
    await page.evaluate(() => window.scrollTo(0, 2_500 * 32));
    await row('node-2500').waitFor();
    expect(await row('node-2500').getAttribute('aria-rowindex')).toBe('2502');
    expect(await nodes()).toBeLessThan(MAX_NODES);
    await stage.accessible('devices, in the middle of the list');
  });

  it('a new search begins anew with what it finds', async () => {
    const { page } = stage;
    await page.goto(`${stage.portal.url}/devices?q=node-`);
    await row('node-0000').waitFor();
    await toTheEnd();
    await row('node-4999').waitFor();
    await page.getByLabel('Search devices').fill('node-12');
    await row('node-1200').waitFor();
    await page.getByText('100 devices', { exact: false }).first().waitFor();
    expect(await rows().count()).toBeGreaterThan(10);
  });

  it('all devices that match can be ticked, also those that nobody has scrolled to', async () => {
    const { page } = stage;
    await page.goto(`${stage.portal.url}/devices?q=node-`);
    await row('node-0000').waitFor();
    await page.getByLabel('Select all 5000 matching devices').click();
    await page.getByText('5,000 devices selected').waitFor();
    // For a job they are the filter, not so many ids.
    await page.getByRole('button', { name: 'New job with 5,000 devices' }).click();
    await page.waitForURL('**/jobs/new?from=selection');
    await expect
      .poll(() => page.evaluate(() => sessionStorage.getItem('areazero.device-selection')))
      .toBe('{"filter":{"search":"node-"},"groupId":null}');
    await page.getByText('5,000 devices').first().waitFor();
    await page.goto(`${stage.portal.url}/devices?q=node-`);
    await row('node-0000').waitFor();
    await page.getByLabel('Select all 5000 matching devices').click();
    await toTheEnd();
    await row('node-4999').waitFor();
    await expect.poll(() => row('node-4999').getAttribute('data-selected')).toBe('true');
    await page.getByLabel('Select node-4999').click();
    await page.getByText('4,999 devices selected').waitFor();
    // What is ticked one by one stays ticked under another filter; all that match do not.
    await page.getByLabel('Search devices').fill('node-12');
    await row('node-1200').waitFor();
    await page.getByText('4,999 devices selected').waitFor();
    await page.getByLabel('Clear the selection').click();
    await page.getByLabel(/Select all \d+ matching devices/).click();
    await page.getByText('100 devices selected').waitFor();
    await page.getByLabel('Search devices').fill('node-13');
    await row('node-1300').waitFor();
    await page.getByText('100 devices selected').waitFor({ state: 'detached' });
    expect(stage.problems).toEqual([]);
  });
});
