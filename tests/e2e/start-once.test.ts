import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumPath } from './browser';
import { openStage, type Stage } from './stage';

const executablePath = chromiumPath();
const STARTS = /\/api\/trpc\/[^?]*jobs\.(create|retry)/;

/** Each button that has routers worked on: pressed twice at once, and again after an answer that was lost on its way. */
describe.skipIf(!executablePath)('what is meant once starts once', () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage(executablePath!, '127.179.0.1', 6);
    page = stage.page;
    await stage.fillInventory();
    await stage.signIn();
    for (const { name } of stage.lab.routers.slice(0, 2)) await stage.lab.setFault(name, { kind: 'refused' });
  });
  afterAll(() => stage?.close());

  /** An ended job of which two devices have failed. */
  let jobId: string;
  beforeEach(async () => {
    const commands = ['show version'];
    jobId = (await stage.witness.trpc.jobs.create.mutate({ filter: { all: true }, commands, batchSize: 3 })).jobId;
    await stage.witness.ended(jobId);
  });

  const jobs = async () => (await stage.witness.trpc.jobs.list.query({})).total;
  const open = async (path: string, button: Locator) => {
    await page.goto(`${stage.portal.url}${path}`);
    await button.waitFor();
    await page.waitForFunction((one) => !(one as HTMLButtonElement).disabled, await button.elementHandle());
  };
  const byName = (name: RegExp) => page.getByRole('button', { name }).first();
  const onNewPage = () =>
    page.waitForURL(({ pathname }) => /^\/jobs\/(?!new)/.test(pathname) && !pathname.endsWith(jobId));
  const BUTTONS = [
    ['Start job, on a form filled by Run again', () => `/jobs/new?job=${jobId}`, () => page.getByTestId('start-job')],
    ['Retry failed', () => `/jobs/${jobId}`, () => byName(/^Retry 2 failed$/)],
    ['Retry of a batch', () => `/jobs/${jobId}?tab=batches`, () => byName(/^Retry \d of batch \d$/)],
    ['Retry these', () => `/jobs/${jobId}?tab=failures`, () => byName(/^Retry these 2/)],
  ] as const;

  it.each(BUTTONS)('%s: two presses at once are one job', async (_, path, button) => {
    await open(path(), button());
    const before = await jobs();
    await button().evaluate((one: HTMLButtonElement) => {
      one.click();
      one.click();
    });
    await onNewPage();
    expect(await jobs()).toBe(before + 1);
  });

  it.each(BUTTONS)(
    '%s: pressed again after a lost answer, it leads to the job that was started',
    async (_, path, button) => {
      await open(path(), button());
      const before = await jobs();
      const lost = page.waitForEvent('requestfailed', (request) => STARTS.test(request.url()));
      await page.route(
        STARTS,
        async (route) => {
          await route.fetch();
          await route.abort();
        },
        { times: 1 },
      );
      await button().click();
      await lost;
      await page.waitForFunction((one) => !(one as HTMLButtonElement).disabled, await button().elementHandle());
      await button().click();
      await onNewPage();
      expect(await jobs()).toBe(before + 1);
    },
  );
});
