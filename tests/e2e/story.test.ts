import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVERYDAY_REFERENCES } from '@/domain/command';
import { inventoryCsv } from '../../lab/inventory-csv';
import { NEVER_MS } from '../support/think';
import { chromiumPath } from './browser';
import { openSignIn, openStage, type Stage } from './stage';

const executablePath = chromiumPath();

import { EVERYDAY_COMMANDS } from '../support/everyday-commands';

describe.skipIf(!executablePath)('the main job in a browser', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(executablePath!, '127.170.0.1');
  });
  afterAll(() => stage?.close());

  it('goes from the sign-in to a finished job that was watched live, through a reload, and into the history', async () => {
    const { page, portal, lab, witness, routerLogin, problems, think, accessible } = stage;
    const testId = (id: string) => page.getByTestId(id);
    // A stranger is asked to sign in, and a wrong password says so.
    await openSignIn(page, portal.url);
    await page.waitForURL('**/sign-in**');
    await accessible('sign-in');
    await page.getByLabel('Email').fill(portal.email);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await testId('sign-in-form').getByRole('alert').waitFor();
    await page.getByLabel('Password').fill(portal.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL((url) => url.pathname === '/');

    // A credential, then the inventory from a file, looked at before it is applied.
    await page.getByRole('link', { name: 'Credentials' }).first().click();
    await page.getByRole('button', { name: 'Add credential' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('lab');
    await dialog.getByLabel('User name').fill('tester');
    await dialog.getByLabel('Password', { exact: true }).fill(routerLogin.password);
    await dialog.getByRole('button', { name: 'Add credential' }).click();
    await testId('credential-row').waitFor();
    await accessible('credentials');
    await page.goto(`${portal.url}/devices/import`);
    await page
      .getByRole('textbox')
      .first()
      .fill(`${inventoryCsv(lab.routers, { credential: 'lab' })}bad,10.0.0.1,22,ZZ9,cisco_ios,,,lab\n`);
    await testId('import-preview')
      .getByText(/country/i)
      .first()
      .waitFor();
    expect((await witness.trpc.devices.list.query({})).total).toBe(0);
    await page
      .getByRole('textbox')
      .first()
      .fill(inventoryCsv(lab.routers, { credential: 'lab' }));
    await testId('apply-import').click();
    await page.getByText('Imported', { exact: true }).waitFor();
    await page.goto(`${portal.url}/devices`);
    await testId('device-row').first().waitFor();
    expect((await witness.trpc.devices.list.query({})).total).toBe(25);
    await accessible('devices');

    // Pick all, batches of 10, the five everyday commands; the plan says what will happen.
    await page.goto(`${portal.url}/jobs/new`);
    await page.getByRole('tab', { name: 'All' }).click();
    await page.getByLabel('Devices per batch', { exact: true }).fill('10');
    const plan = page.locator('[data-testid="plan-summary"][data-settled="true"]');
    await plan.getByText(/10, 10, 5/).waitFor();
    expect(await plan.textContent()).toMatch(/25/);
    const planned = await witness.trpc.jobs.plan.query({ filter: { all: true }, commands: [...EVERYDAY_REFERENCES] });
    for (const { platform, lines } of planned.lines) {
      const shown = plan.locator(`[data-platform="${platform}"] code`);
      expect(await shown.allTextContents()).toEqual(lines);
    }
    await accessible('new job');

    // The first batch answers when it has been watched.
    think(NEVER_MS);
    await testId('start-job').click();
    await page.waitForURL(/\/jobs\/(?!new)[^/]+$/);
    const jobId = new URL(page.url()).pathname.split('/').at(-1)!;
    await page.locator('[data-testid="now-running-row"]').nth(9).waitFor();
    expect(await testId('now-running-row').count()).toBe(10);
    // Two answers of the first one: the third command finds it thinking again.
    const watched = (await testId('now-running-row').first().getAttribute('data-device'))!;
    const first = lab.routers.filter(({ name }) => name === watched);
    think(0, first);
    await lab.ledger.waitFor(() => lab.ledger.lines(watched).filter((line) => line.startsWith('show ')).length >= 2);
    think(NEVER_MS, first);
    await testId('now-running-row').getByText(/3\/5/).first().waitFor();
    await page.locator('[data-testid="connection-badge"][data-connection="live"]').waitFor();
    await page.locator('[data-testid="run-row"][data-state="running"]').first().waitFor();
    await accessible('running job');

    // Bars move: the percentage grows, and every country's bar carries its numbers.
    think(0, first);
    await page.waitForFunction(() => {
      const bar = document.querySelector('[data-testid="overall-progress"]');
      const value =
        bar?.getAttribute('aria-valuenow') ?? bar?.querySelector('[aria-valuenow]')?.getAttribute('aria-valuenow');
      return Number(value) > 0;
    });
    const countries = await witness.trpc.devices.countries.query();
    await expect.poll(() => testId('country-row').count()).toBe(countries.length);

    // Reload in mid-job: the page goes on where the job is.
    await page.reload();
    await testId('now-running-row').first().waitFor();
    think(0);
    await page.locator('[data-testid="job-state"][data-state="completed"]').waitFor();
    for (const row of await testId('country-row').all()) {
      const code = await row.getAttribute('data-country');
      const total = countries.find(({ country }) => country === code)!.total;
      await row.getByText(`${total}/${total}`).first().waitFor();
    }

    // What the page says is what the portal says, and what the routers saw.
    const job = await witness.trpc.jobs.get.query({ jobId });
    expect(job.counts).toMatchObject({ total: 25, completed: 25 });
    expect(lab.ledger.peakSessions()).toBe(10);
    for (const router of lab.routers) {
      expect(lab.ledger.logins(router.name)).toBe(1);
      expect(lab.ledger.lines(router.name).filter((line) => line.startsWith('show '))).toEqual([...EVERYDAY_COMMANDS]);
    }

    // The plan stays readable afterwards: per platform what was sent.
    await page.getByRole('tab', { name: 'Plan' }).click();
    const kept = planned.lines[0]!;
    const shown = testId('platform-lines').locator(`[data-platform="${kept.platform}"] code`);
    await expect.poll(() => shown.allTextContents()).toEqual(kept.lines);
    await accessible('plan of a job');
    await page.getByRole('tab', { name: /^Devices/ }).click();

    // A device's output, command by command, by its own address.
    const router = lab.routers[0]!;
    await page.locator(`[data-testid="run-row"][data-device="${router.name}"]`).getByRole('button').first().click();
    await testId('device-output').getByText(router.routerId).first().waitFor();
    await expect.poll(() => testId('command-block').count()).toBe(5);
    await page.waitForURL(/[?&]device=/);
    await accessible('device output');
    await page.keyboard.press('Escape');

    // The job is in the history.
    await page.goto(`${portal.url}/jobs`);
    await page.locator(`[data-testid="job-row"][data-job="${jobId}"]`).waitFor();
    await accessible('history');
    await page.goto(portal.url);
    await page.getByRole('heading').first().waitFor();
    await accessible('overview');
    expect(problems.filter((problem) => !/401/.test(problem))).toEqual([]);
  }, 360_000);
});
