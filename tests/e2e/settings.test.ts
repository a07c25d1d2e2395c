import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Receiver, startReceiver, verifies } from '../support/webhook-receiver';
import { chromiumPath } from './browser';
import { openSignIn, openStage, type Stage, signInAs } from './stage';

const chromium = chromiumPath();

describe.skipIf(!chromium)('the settings', () => {
  let stage: Stage;
  let receiver: Receiver;
  const testId = (id: string) => stage.page.getByTestId(id);

  beforeAll(async () => {
    stage = await openStage(chromium!, '127.181.0.1', 2, { WEBHOOK_HOSTS: 'http://127.0.0.0/8' });
    await stage.fillInventory();
    await stage.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await stage.signIn();
  });
  afterAll(() => stage?.close());
  beforeEach(async () => {
    await stage.reset();
    const { webhooks } = stage.witness.trpc;
    for (const { id } of (await webhooks.list.query()).items) await webhooks.delete.mutate({ id });
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());

  it('stand in the rail, and on a phone behind one entry with a line about each', async () => {
    const { page, portal } = stage;
    const rail = page.getByRole('navigation', { name: 'Main' });
    const names = expect.poll(() => rail.getByRole('link').allTextContents());
    const current = expect.poll(() => rail.locator('[aria-current=page]').allTextContents());
    await page.goto(`${portal.url}/devices/import`);
    await names.toEqual(
      expect.arrayContaining(['Overview', 'Devices', 'Jobs', 'Imports', 'Credentials', 'API tokens', 'Webhooks']),
    );
    await current.toEqual(['Imports']);
    await page.setViewportSize({ width: 390, height: 800 });
    await names.toEqual(['Overview', 'Devices', 'Jobs', 'Imports', 'Settings']);
    await rail.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await stage.accessible('settings');
    await page.getByRole('link', { name: /^Host keys/ }).click();
    await page.waitForURL('**/host-keys');
    await current.toEqual(['Settings']);
  });

  it('make a token that is shown once and works until it is revoked', async () => {
    const { page, portal, problems } = stage;
    await page.goto(`${portal.url}/settings/tokens`);
    await page.getByRole('button', { name: 'Create token' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: 'Create token' }).click();
    await form.getByText('Expected a name').waitFor();
    await form.getByLabel('Name').fill('scheduler');
    await form.getByRole('radio', { name: /^operator/ }).check();
    await form.getByLabel('Expires').click();
    await page.getByRole('option', { name: 'never' }).click();
    await form.getByText(/Whoever finds this token/).waitFor();
    await stage.accessible('form of a token');
    await form.getByRole('button', { name: 'Create token' }).click();

    const once = testId('shown-once');
    const token = (await once.getByTestId('secret').textContent())!;
    expect(token).toMatch(/^azt_/);
    await stage.accessible('a token that is shown once');
    // By accident it does not go away.
    await page.keyboard.press('Escape');
    await page.mouse.click(5, 5);
    expect(await once.getByRole('button', { name: 'Close' }).isDisabled()).toBe(true);
    await once.getByRole('button', { name: 'Copy the token' }).click();
    await once.getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token);
    await once.getByRole('button', { name: 'Close' }).click();
    await once.waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(token);

    const me = () => fetch(`${portal.url}/api/trpc/account.me`, { headers: { authorization: `Bearer ${token}` } });
    expect((await me()).status).toBe(200);
    const row = page.locator('[data-testid=token-row][data-token=scheduler]');
    await row.getByText('just now').first().waitFor();
    await row.getByRole('button', { name: 'Revoke scheduler' }).click();
    const question = page.getByRole('alertdialog');
    await question.getByText(/Its next request is refused at once/).waitFor();
    await stage.accessible('revoking a token');
    await question.getByRole('button', { name: 'Revoke token' }).click();
    await row.waitFor({ state: 'detached' });
    expect((await me()).status).toBe(401);
    await page.getByRole('button', { name: 'Show 1 that ended' }).click();
    await page.locator('[data-testid=token-row][data-state=revoked]').waitFor();
    await stage.accessible('tokens');
    expect(problems).toEqual([]);
  });

  it('make a webhook that is tested, told of a job, and shows what its receiver answered', async () => {
    const { page, portal, witness, problems } = stage;
    await page.goto(`${portal.url}/settings/webhooks`);
    await page.getByText('No webhook yet').waitFor();
    await stage.accessible('no webhooks');
    await page.getByRole('button', { name: 'Add webhook' }).first().click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name').fill('ops channel');
    await form.getByLabel('URL').fill('https://169.254.169.254/latest');
    await form.getByRole('button', { name: 'Add webhook' }).click();
    await form.getByText(/expected a host that WEBHOOK_HOSTS allows/).waitFor();
    await stage.accessible('a webhook that is refused');
    // The browser's own word on the refusal, and the only one.
    expect(problems.splice(0)).toEqual([expect.stringContaining('400 (Bad Request)')]);
    await form.getByLabel('URL').fill(`http://127.0.0.1:${receiver.port}/in`);
    await form.getByRole('button', { name: 'Add webhook' }).click();
    const once = testId('shown-once');
    const secret = (await once.getByTestId('secret').textContent())!;
    await stage.accessible('a signing secret');
    await once.getByLabel('I have stored the signing secret').click();
    await once.getByRole('button', { name: 'Close' }).click();

    await testId('webhook-row').getByRole('link', { name: 'ops channel' }).click();
    await page.waitForURL('**/settings/webhooks/*');
    await page.getByText('Nothing was sent yet').waitFor();
    receiver.answerWith((_, res) => void res.writeHead(500).end('<b>broken</b>'));
    await page.getByRole('button', { name: 'Send test' }).click();
    await testId('test-result').getByText('The test did not arrive').waitFor();
    await testId('test-result').getByText('<b>broken</b>').waitFor();
    await stage.accessible('a test that failed');
    receiver.answerWith((_, res) => void res.writeHead(202).end('noted'));
    await page.getByRole('button', { name: 'Send test' }).click();
    await testId('test-result').getByText('The test arrived').waitFor();

    const input = { title: 'Told of', filter: { all: true }, commands: ['show version'] } as const;
    const { jobId } = await witness.trpc.jobs.create.mutate({ ...input, commands: [...input.commands] });
    await witness.ended(jobId);
    await receiver.count(3);
    expect(verifies(secret, receiver.received[2]!)).toBe(true);
    const row = page.locator('[data-testid=delivery-row][data-event="job.completed"][data-state=delivered]');
    await row.getByText('202').waitFor();
    await row.getByRole('button', { name: 'Completed' }).click();
    await page.getByRole('table', { name: 'Deliveries' }).getByText('noted', { exact: true }).waitFor();
    await stage.accessible('a delivery');
    await page.getByRole('button', { name: 'Send again' }).click();
    await receiver.count(4);
    expect(receiver.received[3]!.id).toBe(receiver.received[2]!.id);
    await row.getByRole('link', { name: 'Told of' }).click();
    await page.waitForURL(`**/jobs/${jobId}`);

    await page.goto(`${portal.url}/settings/webhooks`);
    await testId('webhook-row').getByText('delivered, 202').waitFor();
    await page.getByRole('button', { name: 'Actions for ops channel' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete webhook' }).click();
    await page.getByText('No webhook yet').waitFor();
    expect(problems).toEqual([]);
  });

  it('lead from the overview to deliveries that are held or were given up, and those away by a decision', async () => {
    const { page, portal, witness } = stage;
    const { webhooks, jobs } = witness.trpc;
    const url = `http://127.0.0.1:${receiver.port}/in`;
    const { id } = await webhooks.create.mutate({ name: 'tickets', url, events: ['job.completed'] });
    const told = async (status: number) => {
      const before = receiver.received.length;
      receiver.answerWith((_, res) => void res.writeHead(status).end());
      const { jobId } = await jobs.create.mutate({ filter: { all: true }, commands: ['show version'] });
      await witness.ended(jobId);
      await receiver.count(before + 1);
    };
    const stands = async () => {
      const { held, failed, pending, last } = (await webhooks.list.query()).items[0]!;
      return { held, failed, pending, status: last?.status };
    };
    await told(503);
    await expect.poll(stands).toMatchObject({ pending: 1, status: 503 });
    await webhooks.update.mutate({ id, enabled: false });
    await webhooks.update.mutate({ id, enabled: true });
    await told(410);
    await expect.poll(stands).toMatchObject({ held: 1, failed: 1, status: 410 });
    await page.goto(portal.url);
    const needs = testId('needs-person');
    await needs.getByText(/1 delivery is held: .* 1 delivery was given up/).waitFor();
    await stage.accessible('overview with deliveries that wait');
    await needs.getByRole('link', { name: '2 deliveries of webhook tickets wait for a decision' }).click();
    await page.waitForURL(`**/settings/webhooks/${id}`);
    await testId('held-notice').getByRole('button', { name: 'Drop 1' }).click();
    await testId('held-notice').waitFor({ state: 'detached' });
    // 410 switched it off: nothing can be sent.
    expect(await testId('given-up-notice').getByRole('button', { name: 'Send 1 now' }).isDisabled()).toBe(true);
    await webhooks.update.mutate({ id, enabled: true });
    receiver.answerWith(null);
    await testId('given-up-notice').getByRole('button', { name: 'Send 1 now' }).click();
    await expect.poll(stands).toEqual({ held: 0, failed: 0, pending: 0, status: 200 });
    await page.goto(portal.url);
    await needs.getByText('No job, host key, credential or webhook waits for a decision.').waitFor();
    await webhooks.delete.mutate({ id });
  });

  it('say to a viewer why not', async () => {
    const { portal, witness, context } = stage;
    const password = 'A-viewer-of-things-1';
    const person = { email: 'viewer@example.net', password, name: 'Viewer', role: 'viewer' } as const;
    await witness.trpc.users.create.mutate(person);
    // In a browser of their own: the other tests stay signed in.
    const other = await context.browser()!.newContext();
    const page = await other.newPage();
    await openSignIn(page, `${portal.url}/sign-in`);
    await signInAs(page, person);
    await page.goto(`${portal.url}/settings/tokens`);
    await page.getByText(/API tokens are for admins/).waitFor();
    await page.goto(`${portal.url}/settings/webhooks`);
    await page.getByText(/Webhooks are for admins/).waitFor();
    expect(await page.getByRole('button', { name: 'Add webhook' }).count()).toBe(0);
    await other.close();
  });
});
