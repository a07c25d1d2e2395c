import type { Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EVERYDAY_COMMANDS } from '../support/everyday-commands';
import { NEVER_MS } from '../support/think';
import { chromiumPath } from './browser';
import { openStage, type Stage } from './stage';

const executablePath = chromiumPath();

describe.skipIf(!executablePath)('a job page', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(executablePath!, '127.193.0.1');
    await stage.fillInventory();
    await stage.signIn();
  });
  afterAll(() => stage?.close());
  beforeEach(() => stage.reset());

  it('goes on without a gap when the connection is cut, and says so meanwhile', async () => {
    const { page, portal, witness, think } = stage;
    const testId = (id: string) => page.getByTestId(id);
    think(NEVER_MS);
    const { jobId } = await witness.trpc.jobs.create.mutate({
      filter: { all: true },
      commands: [...EVERYDAY_COMMANDS],
      batchSize: 5,
    });
    const line = await cuttableLine(page);
    await page.goto(`${portal.url}/jobs/${jobId}`);
    await testId('now-running-row').first().waitFor();
    line.cut();
    await page.locator('[data-testid="connection-badge"]:not([data-connection="live"])').waitFor();
    line.mend();
    await page.locator('[data-testid="connection-badge"][data-connection="live"]').waitFor();
    think(0);
    await page.locator('[data-testid="job-state"][data-state="completed"]').waitFor();
    await page.locator('[data-testid="run-row"][data-state="completed"]').first().waitFor();
  });

  it('stops on Cancel, after asking, and every session is closed', async () => {
    const { page, portal, lab, witness, think } = stage;
    const testId = (id: string) => page.getByTestId(id);
    think(NEVER_MS);
    await lab.ledger.idle();
    lab.ledger.clear();
    const { jobId } = await witness.trpc.jobs.create.mutate({
      filter: { all: true },
      commands: [...EVERYDAY_COMMANDS],
      batchSize: 5,
    });
    await page.goto(`${portal.url}/jobs/${jobId}`);
    await testId('now-running-row').nth(4).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).first().click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /cancel/i })
      .last()
      .click();
    await page.locator('[data-testid="job-state"][data-state="canceled"]').waitFor();
    const count = (kind: string) => lab.ledger.entries().filter((entry) => entry.kind === kind).length;
    await lab.ledger.waitFor(() => count('close') === count('connect'));
    expect(count('login')).toBe(5);
    think(0);

    // What was not done of a batch is a new job by one click.
    await page.goto(`${portal.url}/jobs/${jobId}?tab=batches`);
    await page.getByRole('button', { name: /^Retry 5 of batch 2$/ }).click();
    await page.waitForURL((url) => url.pathname.startsWith('/jobs/') && !url.pathname.endsWith(jobId));
    const again = new URL(page.url()).pathname.split('/').at(-1)!;
    await witness.ended(again);
    const { counts } = await witness.trpc.jobs.get.query({ jobId: again });
    expect(counts).toMatchObject({ total: 5, completed: 5 });
  });

  it('shows what a router says as text, whatever it is', async () => {
    const { page, portal, lab, witness } = stage;
    const testId = (id: string) => page.getByTestId(id);
    const router = lab.routers[1]!;
    const hostile = '<script>window.owned = true</script><img src=x onerror="window.owned = true">\r\n';
    await lab.setFault(router.name, { kind: 'raw_output', base64: Buffer.from(hostile).toString('base64'), on: 1 });
    const { items } = await witness.trpc.devices.list.query({ search: router.name });
    const { jobId } = await witness.trpc.jobs.create.mutate({ deviceIds: [items[0]!.id], commands: ['show version'] });
    await witness.ended(jobId);
    await page.goto(`${portal.url}/jobs/${jobId}?device=${items[0]!.id}`);
    await testId('device-output').getByText('<script>window.owned = true</script>').waitFor();
    expect(await page.evaluate(() => 'owned' in window)).toBe(false);
  });
});

/** Stands between the page and the portal's websocket, to cut it and to keep it cut. */
async function cuttableLine(page: Page) {
  let down = false;
  const open = new Set<WebSocketRoute>();
  await page.routeWebSocket('**/ws/trpc*', (route) => {
    if (down) return void route.close({ code: 1012 });
    open.add(route);
    route.connectToServer();
  });
  return {
    cut() {
      down = true;
      for (const route of open) void route.close({ code: 1012 });
      open.clear();
    },
    mend() {
      down = false;
    },
  };
}
