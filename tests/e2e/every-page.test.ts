import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EVERYDAY_COMMANDS } from '../support/everyday-commands';
import { chromiumPath } from './browser';
import { openStage, type Stage } from './stage';

const executablePath = chromiumPath();

/** As long as names may be, without a place where they could be broken. */
const LONG_NAME = 'W'.repeat(64);
const LONG_ADDRESS = 'fd00:ffff:ffff:ffff:ffff:ffff:ffff:ffff';

const SIZES = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
  { width: 3840, height: 2160 },
] as const;

describe.skipIf(!executablePath)('every page, with names as long as they may be', () => {
  let stage: Stage;
  let page: Page;
  let pages: string[];
  const testId = (id: string) => page.getByTestId(id);

  beforeAll(async () => {
    stage = await openStage(executablePath!, '127.182.0.1', 12, { WEBHOOK_HOSTS: 'http://127.0.0.0/8' });
    page = stage.page;
    await stage.fillInventory();
    await stage.signIn();
    const { trpc, ended } = stage.witness;
    const { id: credentialId } = await trpc.credentials.create.mutate({
      name: LONG_NAME,
      username: LONG_NAME,
      password: 'of no use here',
    });
    await trpc.jumpHosts.create.mutate({ name: LONG_NAME, address: LONG_ADDRESS, credentialId });
    const device = {
      name: LONG_NAME,
      address: LONG_ADDRESS,
      country: 'DE',
      site: LONG_NAME,
      tags: [LONG_NAME.slice(32)],
    };
    await trpc.devices.create.mutate({ ...device, platform: 'cisco_ios', credentialId });
    await trpc.deviceGroups.create.mutate({ name: LONG_NAME, filter: { search: 'W' } });
    await trpc.tokens.create.mutate({ name: LONG_NAME, role: 'viewer' });
    const commands = [...EVERYDAY_COMMANDS, `show ip route ${LONG_NAME}`];
    await trpc.templates.create.mutate({ name: LONG_NAME, order: { filter: { all: true }, commands } });
    const { jobId } = await trpc.jobs.create.mutate({
      title: LONG_NAME,
      filter: { all: true },
      commands,
      batchSize: 5,
    });
    await ended(jobId);
    const job = `/jobs/${jobId}`;
    const tabs = ['batches', 'failures', 'outputs', 'charts', 'plan'].map((tab) => `${job}?tab=${tab}`);
    pages = [
      ...['/', '/devices', '/devices?q=nothing-is-called-so', '/devices/import', '/devices/groups'],
      ...['/jobs', '/jobs/new', '/jobs/templates', `/jobs/compare?a=${jobId}&b=${jobId}`, '/jobs/no-such-job'],
      ...[job, ...tabs, `${job}?by=site`, `${job}?wall=map`, `${job}?at=0.1`],
      ...['/settings', '/credentials', '/jump-hosts', '/host-keys', '/settings/tokens', '/settings/webhooks'],
      '/no-such-page',
    ];
  });
  afterAll(() => stage?.close());
  beforeEach(() => page.emulateMedia({ colorScheme: null }));

  const settled = async (path: string) => {
    await page.goto(stage.portal.url + path);
    const begun = page.locator('h1, [data-slot="empty-state"], [data-slot="error-state"]').first();
    await begun.waitFor().catch(async (error: unknown) => {
      throw new Error(`${path} shows: ${await page.locator('body').textContent()}`, { cause: error });
    });
    await page.waitForFunction(() => !document.querySelector('[data-slot^="skeleton"]'));
  };

  it.each(SIZES)(
    'fits a screen of $width pixels, and is accessible there in the dark',
    async (size) => {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: 'dark' });
      for (const path of pages) {
        await settled(path);
        const layout = () =>
          page.evaluate(() => ({
            inner: innerWidth,
            scroll: document.scrollingElement!.scrollWidth,
            // Columns that got no place stand over each other; heads that are only read out have one pixel.
            squeezed: [...document.querySelectorAll('th')].flatMap((head) =>
              head.clientWidth > 1 && head.scrollWidth > head.clientWidth ? [head.textContent] : [],
            ),
            // What can be pressed must be within reach, also where a box around it is clipped.
            out: [...document.querySelectorAll('table button, table a')].flatMap((element) => {
              const { right, width } = element.getBoundingClientRect();
              return width > 0 && right > innerWidth ? [element.getAttribute('aria-label') ?? element.textContent] : [];
            }),
          }));
        await expect.poll(layout, { message: path }).toEqual({
          inner: size.width,
          scroll: size.width,
          squeezed: [],
          out: [],
        });
        await stage.accessible(`${path}, dark, ${size.width} px`);
      }
    },
    480_000,
  );

  it('comes whole from the server, with nothing that a script must bring into sight', async () => {
    for (const path of pages) {
      const html = await (await stage.context.request.get(stage.portal.url + path)).text();
      expect([path, html.includes('<main'), html.match(/<template id="B:/g)]).toEqual([path, true, null]);
    }
  });

  it('has forms, menus and questions that are accessible and fit a phone, with what is wrong in them', async () => {
    await page.setViewportSize(SIZES[0]);
    const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).first();
    const layer = page.locator('[role="dialog"], [role="alertdialog"], [role="menu"]').last();
    const layers: [path: string, open: () => Promise<void>][] = [
      ['/devices', () => button(`Actions for ${LONG_NAME}`).click()],
      ['/devices?q=WWWW', () => button(LONG_NAME).click()],
      ...['Add device', 'Add credential', 'Add jump host', 'Add webhook', 'Create token'].map(
        (name, at): [string, () => Promise<void>] => [
          ['/devices', '/credentials', '/jump-hosts', '/settings/webhooks', '/settings/tokens'][at]!,
          async () => {
            await button(name).click();
            await layer.getByRole('button', { name, exact: true }).click();
            await layer.getByRole('alert').first().waitFor();
          },
        ],
      ),
      ...['/credentials', '/jump-hosts', '/devices/groups', '/jobs/templates'].map(
        (path): [string, () => Promise<void>] => [
          path,
          async () => {
            await button(`Actions for ${LONG_NAME}`).click();
            await page.getByRole('menuitem', { name: 'Delete' }).click();
            await page.getByRole('alertdialog').waitFor();
          },
        ],
      ),
      ['/devices/groups', () => button(LONG_NAME).click()],
      [
        pages.find((path) => path.includes('tab=failures'))!,
        () => testId('failure-group').getByText(LONG_NAME).last().click(),
      ],
    ];
    for (const [path, open] of layers) {
      await settled(path);
      await open();
      await layer.waitFor();
      const wider = () =>
        layer.evaluate((box) =>
          [box, ...box.querySelectorAll('button, h2, h3')].flatMap((element) =>
            element.getBoundingClientRect().right > innerWidth ? [element.textContent] : [],
          ),
        );
      await expect.poll(wider, { message: path }).toEqual([]);
      await stage.accessible(`${path}, with ${await layer.textContent()}`);
    }
  }, 240_000);

  it('has the chosen tab in sight, and rows of one height whatever stands in them', async () => {
    await page.setViewportSize(SIZES[0]);
    await settled(pages.find((path) => path.includes('tab=plan'))!);
    const tab = page.getByRole('tab', { name: 'Plan' });
    await expect.poll(() => tab.evaluate((one) => one.getBoundingClientRect().right)).toBeLessThanOrEqual(390);
    await page.setViewportSize(SIZES[1]);
    await settled(pages.find((path) => path.includes('tab=batches'))!);
    await page
      .getByRole('button', { name: /^Retry \d+ of batch/ })
      .first()
      .waitFor();
    const heights = () =>
      testId('batch-row').evaluateAll((rows) => [
        ...new Set(rows.map((row) => Math.round(row.getBoundingClientRect().height))),
      ]);
    await expect.poll(heights).toEqual([32]);
  });

  it.each(['light', 'dark'] as const)(
    'has buttons that can be read under the pointer as well, %s',
    async (colorScheme) => {
      await page.setViewportSize(SIZES[1]);
      await page.emulateMedia({ colorScheme });
      await settled('/devices');
      for (const name of ['Add device', 'Import', 'Groups']) {
        await page.getByText(name, { exact: true }).last().hover();
        await stage.accessible(`${name}, pointed at`);
      }
    },
  );

  it('reads out what is cut off to who points at it', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await settled('/devices?q=WWWW');
    const name = testId('device-row').getByRole('button', { name: LONG_NAME, exact: true });
    await name.hover();
    await expect.poll(() => name.getAttribute('title')).toBe(LONG_NAME);
    await page.getByRole('heading', { name: 'Devices' }).hover();
    await expect.poll(() => name.getAttribute('title')).toBeNull();
  });

  it('is larger on a wall of screens, its rows with their text', async () => {
    await page.setViewportSize({ width: 3840, height: 2160 });
    await settled('/devices');
    const boxes = () =>
      testId('device-row').evaluateAll((rows) => {
        const all = rows.map((row) => row.getBoundingClientRect());
        return all.map(({ top, height }) => ({ top: Math.round(top - all[0]!.top), height: Math.round(height) }));
      });
    await expect.poll(boxes).toEqual(Array.from({ length: 13 }, (_, at) => ({ top: at * 48, height: 48 })));
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.waitForFunction(
      () => Math.round(document.querySelector('[data-testid="device-row"]')!.getBoundingClientRect().height) === 32,
    );
  });
});
