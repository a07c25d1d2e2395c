import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EVERYDAY_COMMANDS } from '../support/everyday-commands';
import { NEVER_MS } from '../support/think';
import { chromiumPath } from './browser';
import { openStage, type Stage } from './stage';

const executablePath = chromiumPath();

describe.skipIf(!executablePath)('the habits of the web', () => {
  let stage: Stage;
  let page: Page;
  const testId = (id: string) => page.getByTestId(id);
  beforeAll(async () => {
    stage = await openStage(executablePath!, '127.174.0.1', 10);
    page = stage.page;
    await stage.fillInventory();
    await stage.signIn();
  });
  afterAll(() => stage?.close());
  beforeEach(async () => {
    await stage.reset();
    // A key that waits for a decision holds back its router; what a browser was told to remember is for the test that said so.
    const { hostKeys } = stage.witness.trpc;
    for (const { endpoint, offered } of (await hostKeys.list.query({ pending: true })).items)
      await hostKeys.accept.mutate({ endpoint, fingerprint: offered!.fingerprint });
    await page.evaluate(() => localStorage.clear());
  });

  const start = async (thinkMs: number, batchSize = 5, title = 'Watched check') => {
    stage.think(thinkMs);
    const commands = [...EVERYDAY_COMMANDS];
    const input = { title, filter: { all: true }, commands, batchSize } as const;
    return (await stage.witness.trpc.jobs.create.mutate(input)).jobId;
  };
  const badge = (kind: string, on = page) =>
    on.locator(`[data-testid="connection-badge"][data-connection="${kind}"]`).waitFor();
  const state = (name: string) => page.locator(`[data-testid="job-state"][data-state="${name}"]`).waitFor();

  it('a running job is watched over HTTP where websockets are blocked, which the badge says, and over the websocket again once they are not', async () => {
    const jobId = await start(NEVER_MS);
    const other = await stage.context.newPage();
    try {
      let blocked = true;
      const tried: string[] = [];
      await other.routeWebSocket('**/ws/trpc*', (route) => {
        tried.push(route.url());
        // As proxies do that know no websockets: it ends as soon as something is said.
        if (blocked) route.onMessage(() => void route.close({ code: 1011 }));
        else route.connectToServer();
      });
      await other.goto(`${stage.portal.url}/jobs/${jobId}`);
      await badge('http', other);
      expect(await other.getByTestId('connection-badge').textContent()).toBe('Live over HTTP');
      await other.getByTestId('now-running-row').first().waitFor();
      stage.think(0);
      await other.locator('[data-testid="job-state"][data-state="completed"]').waitFor();
      blocked = false;
      await badge('live', other);
      expect(tried.length).toBeGreaterThan(2);
    } finally {
      await other.close();
    }
  });

  it('the tab says how far the job is and how it ended, and gives its icon back on the next page', async () => {
    await page.goto(`${stage.portal.url}/jobs`);
    const icon = () => page.locator('link[rel~="icon"]').first().getAttribute('href');
    const own = await icon();
    const jobId = await start(NEVER_MS);
    await page.goto(`${stage.portal.url}/jobs/${jobId}`);
    const one = await testId('now-running-row').first().getAttribute('data-device');
    stage.think(
      0,
      stage.lab.routers.filter(({ name }) => name === one),
    );
    await page.waitForFunction(() => /^[1-9]\d?% · Watched check$/.test(document.title));
    expect(decodeURIComponent((await icon())!)).toContain('stroke-dasharray');
    stage.think(0);
    await page.waitForFunction(() => document.title === 'Completed · Watched check');
    // Nothing changes any more, and the page's own title and icon come after the job's.
    await page.reload();
    await testId('run-row').first().waitFor();
    await page.waitForFunction(() => document.title === 'Completed · Watched check');
    await page.waitForLoadState('networkidle');
    expect(await page.title()).toBe('Completed · Watched check');
    for (const link of await page.locator('link[rel~="icon"]').all())
      expect(await link.getAttribute('href')).toMatch(/^data:/);
    await page.getByRole('link', { name: 'Jobs', exact: true }).first().click();
    await page.waitForFunction(() => document.title.startsWith('Jobs'));
    expect(new URL((await icon())!, stage.portal.url).pathname).toBe(new URL(own!, stage.portal.url).pathname);
  });

  it('what another person does to the job one watches is said, and so is the end of a job elsewhere', async () => {
    const jobId = await start(NEVER_MS, 2);
    await page.goto(`${stage.portal.url}/jobs/${jobId}`);
    await testId('now-running-row').first().waitFor();
    await stage.witness.trpc.jobs.pause.mutate({ jobId });
    await page.getByText('Paused by token:witness').first().waitFor();
    // Those that run are let go on to their end first.
    stage.think(0);
    await state('paused');
    stage.think(NEVER_MS);
    // As many parts as while devices run: the page must not jump by a line between two batches.
    expect(await page.locator('[data-count="running"], [data-count="pending"]').count()).toBe(2);
    await stage.witness.trpc.jobs.resume.mutate({ jobId });
    await page.goto(`${stage.portal.url}/devices`);
    await testId('running-job').waitFor();
    stage.think(0);
    const toast = page.locator('[data-sonner-toast]').filter({ hasText: 'Watched check' });
    // In one step, since it goes away by itself.
    await toast.filter({ hasText: 'completed' }).getByRole('button', { name: 'Open' }).click();
    await page.waitForURL(`**/jobs/${jobId}`);
  });

  it('every page is reached by keys, rows and the search of a page as well', async () => {
    for (const title of ['First', 'Second']) await stage.witness.ended(await start(0, 0, title));
    await page.goto(stage.portal.url);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.keyboard.press('?');
    await testId('keys-dialog').waitFor();
    await stage.accessible('keys');
    await page.keyboard.press('Escape');
    await testId('keys-dialog').waitFor({ state: 'detached' });
    await page.keyboard.type('gd');
    await page.waitForURL('**/devices');
    await testId('device-row').first().waitFor();
    await page.keyboard.press('/');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('type'));
    expect(await focused()).toBe('search');
    // What is typed there is text.
    await page.keyboard.type('gj?');
    expect(await page.locator('input[type="search"]').inputValue()).toBe('gj?');
    await page.goto(`${stage.portal.url}/jobs`);
    await testId('job-row').nth(1).waitFor();
    const row = () => page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('data-job'));
    const jobs = await testId('job-row').evaluateAll((rows) => rows.map((one) => one.getAttribute('data-job')));
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await row()).toBe(jobs[1]);
    await page.keyboard.press('k');
    expect(await row()).toBe(jobs[0]);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/jobs/${jobs[0]}`);
    await testId('run-row').first().waitFor();
    await page.keyboard.press('/');
    expect(await focused()).toBe('search');
  });

  it('the focus goes back to where a panel or a question was opened from', async () => {
    const jobId = await start(NEVER_MS);
    await page.goto(`${stage.portal.url}/jobs/${jobId}`);
    await testId('now-running-row').first().waitFor();
    // By what does not change while the job runs. What was opened is gone a turn before the focus goes back.
    const focused = () =>
      page.evaluate(() => {
        const element = document.activeElement!;
        return (
          element.getAttribute('data-group') ??
          element.getAttribute('aria-label') ??
          element.textContent?.trim().slice(0, 64)
        );
      });
    const tile = testId('wall-tile').first();
    await tile.focus();
    const country = await focused();
    for (const [key, opened] of [
      ['?', 'keys-dialog'],
      ['Control+k', 'command-palette'],
    ] as const) {
      await page.keyboard.press(key);
      await testId(opened).waitFor();
      await page.keyboard.press('Escape');
      await testId(opened).waitFor({ state: 'detached' });
      await expect.poll(focused, { message: opened }).toBe(country);
    }
    const row = testId('run-row').nth(1).getByRole('button');
    const name = await row.textContent();
    await row.press('Enter');
    await testId('device-output').waitFor();
    await page.keyboard.press('Escape');
    await testId('device-output').waitFor({ state: 'detached' });
    await expect.poll(focused).toBe(name);
    await page.getByRole('button', { name: 'Cancel' }).press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Keep running' }).press('Enter');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await expect.poll(focused).toBe('Cancel');
    // What a menu opened goes back to the menu's button.
    await page.goto(`${stage.portal.url}/devices`);
    await testId('device-row').first().waitFor();
    const more = testId('device-row').first().getByRole('button').last();
    const label = await more.getAttribute('aria-label');
    await more.press('Enter');
    await page.getByRole('menuitem', { name: 'Delete' }).press('Enter');
    await page.getByRole('alertdialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await expect.poll(focused).toBe(label);
  });

  it('keys without Ctrl can be switched off in a browser, and stay off', async () => {
    await page.goto(`${stage.portal.url}/devices`);
    await testId('device-row').first().waitFor();
    await page.keyboard.press('?');
    const single = page.getByRole('checkbox', { name: /^Keys without/ });
    await single.click();
    await page.keyboard.press('Escape');
    await page.reload();
    await testId('device-row').first().waitFor();
    await page.keyboard.type('gj?');
    await page.keyboard.press('Control+k');
    await testId('command-palette').waitFor();
    expect(page.url()).toContain('/devices');
    await page.keyboard.type('keyboard');
    await page.keyboard.press('Enter');
    await single.click();
    await page.keyboard.press('Escape');
  });

  it('the palette finds pages, jobs and devices, and pauses, resumes and, after asking, cancels the job at hand', async () => {
    const jobId = await start(NEVER_MS);
    await page.goto(`${stage.portal.url}/jobs/${jobId}`);
    await testId('now-running-row').first().waitFor();
    const choice = (text: string | RegExp) => testId('palette-choice').filter({ hasText: text });
    const search = async (text: string) => {
      await page.keyboard.press('Control+k');
      await testId('command-palette').waitFor();
      await page.keyboard.type(text);
    };
    await page.keyboard.press('Control+k');
    await choice('Pause this job').waitFor();
    await stage.accessible('palette');
    await page.keyboard.type('pause');
    await page.keyboard.press('Enter');
    await state('pausing');
    await search('resume');
    await choice('Resume this job').waitFor();
    await page.keyboard.press('Enter');
    await state('running');
    await search('cancel');
    await choice('Cancel this job').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog').getByText('5 running sessions').waitFor();
    await stage.accessible('cancel from the palette');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel job' }).click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await state('canceled');

    const router = stage.lab.routers[3]!.name;
    await search(router);
    await choice(router).waitFor();
    await stage.accessible('palette with results');
    await choice(router).click();
    await page.waitForURL(`**/devices?q=${router}`);
    await page.locator(`[data-testid="device-row"]`).filter({ hasText: router }).waitFor();
    await search('watched');
    await choice('Watched check').first().click();
    await page.waitForURL('**/jobs/*');
    await search('zzz');
    await page.getByText('Nothing is called zzz').waitFor();
    await stage.accessible('palette without results');
    await page.keyboard.press('Escape');
  });

  it('menus leave nothing behind that is hidden and can still be reached', async () => {
    const jobId = await start(0, 0);
    await stage.witness.ended(jobId);
    await page.goto(`${stage.portal.url}/jobs/${jobId}`);
    await testId('download-job').click();
    await page.getByRole('menu').waitFor();
    await stage.accessible('download menu');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menu').waitFor();
    await stage.accessible('account menu');
    await page.keyboard.press('Escape');
    await page.goto(`${stage.portal.url}/jobs`);
    await page.getByRole('combobox', { name: 'State' }).click();
    await page.getByRole('listbox').waitFor();
    await stage.accessible('open list of states');
    await page.keyboard.press('Escape');
  });

  it('the overview leads with what needs a person, and shows how each country fared last', async () => {
    const { lab, portal, witness } = stage;
    await witness.ended(await start(0));
    lab.rotateHostKey(lab.routers[0]!.name);
    const first = await start(0);
    await witness.ended(first);
    const long = 'A title that somebody made longer than anybody would like to read on a phone';
    const paused = await start(NEVER_MS, 2, long);
    await witness.trpc.jobs.pause.mutate({ jobId: paused });
    // Who is at work finishes, and then it waits for a person.
    stage.think(0);
    await page.goto(portal.url);
    const needs = testId('needs-person');
    await needs.getByText('1 host key waits for a decision').waitFor();
    await needs.locator('[data-testid="active-job"]').waitFor();
    const failed = lab.routers[0]!;
    const { items } = await witness.trpc.devices.list.query({ search: failed.name });
    const country = items[0]!.country;
    const row = page.locator(`[data-testid="country-outcome"][data-country="${country}"]`);
    await row.getByText('1 failed').waitFor();
    await stage.accessible('overview that needs a person');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.waitForFunction(() => innerWidth === 390 && document.documentElement.scrollWidth === 390);
    await page.setViewportSize({ width: 1440, height: 900 });
    await row.getByText('1 failed').click();
    await page.waitForURL(`**/jobs/${first}?country=${country}`);
  });

  it('whoever asked for it by a click is notified at the end of a job while looking elsewhere, also after a reload', async () => {
    await stage.context.grantPermissions(['notifications']);
    const other = await stage.context.newPage();
    try {
      // Headless browsers show no notifications: what the page asks the browser to show is what counts.
      await other.addInitScript(() => {
        const shown: string[] = [];
        class Shown {
          static permission = 'granted';
          static requestPermission = async () => 'granted';
          constructor(_: string, { body }: { body: string }) {
            shown.push(body);
          }
          close() {}
        }
        Object.assign(window, { Notification: Shown, shown });
        document.hasFocus = () => false;
      });
      const shown = () => other.evaluate(() => (window as unknown as { shown: string[] }).shown);
      await other.goto(`${stage.portal.url}/devices`);
      // The bell is there from the start; what a row needs before it shows is what the bell needs before it rings.
      await other.getByTestId('device-row').first().waitFor();
      const bell = other.getByRole('button', { name: 'Notify when a job ends' });
      expect(await bell.getAttribute('aria-pressed')).toBe('false');
      await bell.click();
      await other.locator('[aria-label="Notify when a job ends"][aria-pressed="true"]').waitFor();
      // What ends is told from what was there before.
      await other.reload({ waitUntil: 'commit' });
      await other.waitForResponse(/\/api\/trpc\/[^?]*jobs\.list/);
      await stage.witness.ended(await start(0));
      await other.waitForFunction(() => (window as unknown as { shown: string[] }).shown.length > 0);
      expect(await shown()).toEqual(['Completed · Watched check']);
    } finally {
      await other.close();
    }
  });

  it('a page that comes back shows how things are, without playing how they came to be', async () => {
    await page.goto(`${stage.portal.url}/devices`);
    await testId('device-row').first().waitFor();
    const look = (hidden: boolean) =>
      page.evaluate((now) => {
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => now });
        document.dispatchEvent(new Event('visibilitychange'));
        return 'away' in document.documentElement.dataset;
      }, hidden);
    expect(await look(true)).toBe(true);
    expect(await look(false)).toBe(true);
    await page.waitForFunction(() => !('away' in document.documentElement.dataset));
  });

  it('the page of all states does not exist in production', async () => {
    const response = await page.goto(`${stage.portal.url}/dev/states`);
    expect(response!.status()).toBe(404);
  });
});
