import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bastion, startBastion } from '../../lab/bastion/start-bastion';
import { chromiumPath } from './browser';
import { openStage, type Stage } from './stage';

const chromium = chromiumPath();
const LOGIN = { username: 'hop', password: 'Through-Here-33' };

describe.skipIf(!chromium)('jump hosts on the page', () => {
  let stage: Stage;
  let bastion: Bastion;

  beforeAll(async () => {
    bastion = await startBastion({ ...LOGIN, address: '127.192.1.1' });
    stage = await openStage(chromium!, '127.192.0.1', 3);
    await stage.fillInventory();
    await stage.witness.trpc.credentials.create.mutate({ name: 'hop', ...LOGIN });
    await stage.signIn();
  });
  afterAll(async () => {
    await stage?.close();
    await bastion?.close();
  });

  it('are added, tested step by step, and picked for a device, which then is reached through them', async () => {
    const { page } = stage;
    await page.goto(`${stage.portal.url}/jump-hosts`);
    await page.getByText('No jump host', { exact: true }).waitFor();
    await stage.accessible('no jump hosts');
    await page.getByRole('button', { name: 'Add jump host' }).first().click();
    await page.getByLabel('Name').fill('dc-1');
    await page.getByLabel('Address').fill(bastion.address);
    await page.getByLabel('Port').fill(String(bastion.port));
    await page.getByLabel('Credential').click();
    await page.getByRole('option', { name: 'hop' }).click();
    await stage.accessible('form of a jump host');
    await page.getByRole('button', { name: 'Add jump host' }).last().click();
    await page.getByTestId('jump-host-row').waitFor();

    const report = page.getByTestId('connection-report');
    await page.getByRole('button', { name: 'Actions for dc-1' }).click();
    await page.getByRole('menuitem', { name: 'Test connection' }).click();
    await report.getByText('Every step went well.').waitFor();
    await expect.poll(() => report.locator('[data-ok=true]').count()).toBe(5);
    await stage.accessible('connection test');
    bastion.setFault('wrong_password');
    await page.getByRole('button', { name: 'Test again' }).click();
    await report.locator('[data-step=login][data-ok=false]').waitFor();
    expect(await report.textContent()).toContain('jump host dc-1: it refused password for hop');
    bastion.setFault(null);
    await page.getByRole('button', { name: 'Close' }).click();

    await page.goto(`${stage.portal.url}/devices`);
    const row = page.getByTestId('device-row').first();
    const name = (await row.getAttribute('data-device'))!;
    await row.getByRole('button', { name, exact: true }).click();
    await page.getByLabel('Jump host').click();
    await page.getByRole('option', { name: 'dc-1' }).click();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await row.getByText('dc-1').waitFor();
    await stage.accessible('devices');
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Test connection' }).click();
    await report.getByText('Every step went well.').waitFor();
    expect(await report.textContent()).toContain('Jump host dc-1');
    await page.getByRole('button', { name: 'Close' }).click();
    expect(bastion.ledger.channels).toBe(1);

    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Detect platform' }).click();
    await report.getByText('Every step went well.').waitFor();
    expect(await report.textContent()).toMatch(/SSH identification|Greeting/);
    await stage.accessible('platform found');
    expect(stage.problems).toEqual([]);
  });
});
