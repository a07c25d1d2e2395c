import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumPath } from './browser';
import { openStage, type Stage } from './stage';

const executablePath = chromiumPath();
const NEIGHBORS = 'show ip ospf neighbor';
const SIZE = 10;

describe.skipIf(!executablePath)('what became of a job, in a browser', () => {
  let stage: Stage;
  let first: string;
  let odd: string;

  const table = (state: string, dead: number) =>
    `\r\nNeighbor ID     Pri   State           Dead Time   Address         Interface\r\n10.0.0.1          1   ${state}/DR         00:00:${dead}    10.0.1.1        Gi0/1\r\n`;
  const say = (name: string, text: string) =>
    stage.lab.setFault(name, { kind: 'raw_output', on: NEIGHBORS, base64: Buffer.from(text).toString('base64') });
  async function run(title: string, commands = [NEIGHBORS, 'show ip ospf interface']): Promise<string> {
    const { trpc, ended } = stage.witness;
    const { jobId } = await trpc.jobs.create.mutate({ title, filter: { all: true }, commands, batchSize: 5 });
    await ended(jobId);
    return jobId;
  }

  beforeAll(async () => {
    stage = await openStage(executablePath!, '127.194.0.1', SIZE);
    await stage.fillInventory();
    await stage.signIn();
    const { lab } = stage;
    const { platform } = lab.routers[0]!;
    odd = lab.routers.filter((router) => router.platform === platform).at(-1)!.name;
    for (const [nth, { name }] of lab.routers.entries())
      await say(name, table(name === odd ? 'INIT' : 'FULL', 20 + nth));
    stage.think(250);
    first = await run('Before the change');
  });
  afterAll(() => stage?.close());
  beforeEach(() => stage.reset());

  it('its outputs can be searched, and equal ones stand together with what sets the others apart', async () => {
    const { page, portal, accessible } = stage;
    const testId = (id: string) => page.getByTestId(id);
    await page.goto(`${portal.url}/jobs/${first}?tab=outputs`);
    await page.locator('[data-testid="output-groups"][data-complete="true"]').waitFor();
    const groups = testId('platform-groups').filter({ hasText: '1 variant' });
    expect(await groups.count()).toBe(1);
    const variant = groups.locator('[data-testid="output-group"][data-largest="false"]');
    await variant.getByText(odd).waitFor();
    await variant.getByRole('button', { name: /^Compare with/ }).click();
    await page.locator('[data-testid="diff"][data-differences="1"]').waitFor();
    expect(await testId('diff').locator('mark').allTextContents()).toEqual(['FULL', 'INIT']);
    await accessible('equal outputs');

    await page.getByRole('searchbox', { name: 'Search all outputs of this job' }).fill('init/');
    await page
      .locator('[data-testid="search-summary"][data-done="true"]')
      .getByText('1 line', { exact: true })
      .waitFor();
    expect(await testId('found-device').count()).toBe(1);
    expect(await testId('found-device').locator('mark').allTextContents()).toEqual(['INIT/']);
    await page.getByRole('radio', { name: 'Regex' }).click();
    await page
      .getByRole('searchbox', { name: 'Search all outputs of this job' })
      .fill('^10\\.0\\.0\\.1 .*(full|init)/dr');
    await page.locator('[data-testid="search-summary"][data-done="true"]').getByText(`${SIZE} lines`).waitFor();
    await accessible('search over outputs');
    await page.getByRole('searchbox', { name: 'Search all outputs of this job' }).fill('(full');
    await page.getByText('This pattern is not understood').waitFor();
    // The search is in the address, and the device's panel opens from its results.
    await page.goto(`${portal.url}/jobs/${first}?tab=outputs&find=INIT`);
    await testId('found-device').getByRole('button', { name: odd }).click();
    await testId('device-output').getByText('INIT/DR').waitFor();
  });

  it('two runs are compared: what differs, what is missing, and not the timers', async () => {
    const { page, portal, lab, accessible } = stage;
    const [changed, gone] = lab.routers.filter(({ name }) => name !== odd).map(({ name }) => name) as [string, string];
    for (const [nth, { name }] of lab.routers.entries()) {
      await say(name, table(name === odd ? 'INIT' : name === changed ? 'EXSTART' : 'FULL', 40 + nth));
    }
    await lab.setFault(gone, { kind: 'refused' });
    const second = await run('After the change');
    await page.goto(`${portal.url}/jobs/${second}`);
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.waitForURL(`**/jobs/compare?b=${second}`);
    await page.getByRole('combobox', { name: 'Before' }).click();
    await page.getByRole('option', { name: /Before the change/ }).click();
    await page.locator('[data-testid="comparison"][data-complete="true"]').waitFor();
    const devices = page.getByTestId('compared-device');
    expect((await devices.evaluateAll((all) => all.map((one) => one.getAttribute('data-device')))).sort()).toEqual(
      [changed, gone].sort(),
    );
    await page
      .getByTestId('compare-counts')
      .getByText(`${SIZE - 2} the same`)
      .waitFor();
    await devices.filter({ hasText: changed }).getByRole('button').first().click();
    await page.locator('[data-testid="diff"][data-differences="1"]').waitFor();
    expect(await page.getByTestId('diff').locator('mark').allTextContents()).toEqual(['FULL', 'EXSTART']);
    await accessible('two runs compared');
    await page.getByRole('radio', { name: 'All devices' }).click();
    await page.waitForFunction(
      (size) => document.querySelectorAll('[data-testid="compared-device"]').length === size,
      SIZE,
    );
  });

  it('a finished job is replayed from its events, to any moment and from a link, and nothing acts on it meanwhile', async () => {
    const { page, portal, witness, accessible } = stage;
    const testId = (id: string) => page.getByTestId(id);
    await page.goto(`${portal.url}/jobs/${first}`);
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.locator('[data-testid="replay-bar"][data-loaded="true"]').waitFor();
    await page.locator('[data-testid="job-state"]:not([data-state="completed"])').waitFor();
    await page.getByText(`0 of ${SIZE}`).first().waitFor();
    const slider = page.getByRole('slider', { name: 'Moment of the job, in seconds' });
    await slider.press('End');
    await page.locator('[data-testid="job-state"][data-state="completed"]').waitFor();

    // A moment when all of the second batch were at work; one step of the slider further the address says it in seconds.
    const runs = (await witness.trpc.jobs.runs.query({ jobId: first })).items.filter(({ batch }) => batch === 2);
    const from = Math.max(...runs.map(({ startedAt }) => Date.parse(startedAt!)));
    const to = Math.min(...runs.map(({ endedAt }) => Date.parse(endedAt!)));
    await page.goto(`${portal.url}/jobs/${first}?at=${new Date((from + to) / 2).toISOString()}`);
    await page.locator('[data-testid="replay-bar"][data-loaded="true"]').waitFor();
    await page.locator('[data-testid="job-state"][data-state="running"]').waitFor();
    await expect.poll(() => testId('now-running-row').count()).toBe(5);
    await page.getByText(`5 of ${SIZE}`).first().waitFor();
    await accessible('replay');
    for (const name of [/^Pause$/, 'Cancel', /^Retry/])
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    await slider.press('ArrowRight');
    await page.waitForURL(/[?&]at=[\d.]+$/);
    const at = new URL(page.url()).searchParams.get('at');
    const done = await testId('job-percent').textContent();
    await page.waitForFunction(() => document.title.startsWith('Replay · '));
    // Each press is a step, also where the address has not caught up yet.
    for (const key of ['Home', 'PageUp', 'ArrowRight', 'ArrowRight', 'ArrowLeft']) await slider.press(key);
    await page.waitForFunction(() => new URL(window.location.href).searchParams.get('at') === '1.1');
    await slider.press('ArrowLeft');
    await page.waitForFunction(() => new URL(window.location.href).searchParams.get('at') === '1');
    expect(await testId('replay-bar').getAttribute('data-position')).toBe('1000');

    // The same moment by its link, then played to the end at sixty times the speed.
    await page.goto(`${portal.url}/jobs/${first}?at=${at}`);
    await page.locator('[data-testid="replay-bar"][data-loaded="true"]').waitFor();
    await testId('job-percent').getByText(done!, { exact: true }).waitFor();
    await page.getByRole('combobox', { name: 'Speed of the replay' }).click();
    await page.getByRole('option', { name: '60×' }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.locator('[data-testid="job-state"][data-state="completed"]').waitFor();
    await page.getByRole('button', { name: 'Back to now' }).click();
    await testId('replay-bar').waitFor({ state: 'detached' });
    await page.waitForURL((url) => !url.searchParams.has('at'));
  });

  it('failures of one cause are narrowed by platform and country, and tried again alone', async () => {
    const { page, portal, lab, witness, accessible } = stage;
    const [one, two] = lab.routers.map(({ name }) => name) as [string, string];
    await lab.setFault(one, { kind: 'refused' });
    await lab.setFault(two, { kind: 'refused' });
    await lab.setFault(lab.routers[2]!.name, { kind: 'wrong_password' });
    const jobId = await run('With failures', ['show ip ospf']);
    for (const { name } of lab.routers) await lab.setFault(name, null);
    await page.goto(`${portal.url}/jobs/${jobId}?tab=failures`);
    const refused = page.locator('[data-testid="failure-group"][data-kind="refused"]');
    await refused
      .getByRole('button', { name: /^2 of|^All of/ })
      .first()
      .waitFor();
    await accessible('failures by cause');
    await refused.getByRole('button', { name: 'Retry these 2' }).click();
    await page.waitForURL((url) => url.pathname.startsWith('/jobs/') && !url.pathname.endsWith(jobId));
    const again = new URL(page.url()).pathname.split('/').at(-1)!;
    await witness.ended(again);
    const { items } = await witness.trpc.jobs.runs.query({ jobId: again });
    expect(items.map(({ deviceName, state }) => [deviceName, state]).sort()).toEqual(
      [one, two].sort().map((name) => [name, 'completed']),
    );
  });
});
