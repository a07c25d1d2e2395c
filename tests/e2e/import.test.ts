import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type GoogleStandIn, startGoogleStandIn } from '../support/google-stand-in';
import { tempFolder } from '../support/temp-folder';
import { workbook } from '../support/workbook';
import { chromiumPath } from './browser';
import { openStage, type Stage } from './stage';

const executablePath = chromiumPath();
const ID = '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgVE2upms';

describe.skipIf(!executablePath)('imports in a browser', () => {
  let google: GoogleStandIn;
  let stage: Stage;
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  beforeAll(async () => {
    google = await startGoogleStandIn();
    folder = await tempFolder();
    stage = await openStage(executablePath!, '127.178.0.1', 2, {
      GOOGLE_SHEETS_URL: google.url,
      GOOGLE_TOKEN_URL: `${google.url}/token`,
    });
    await stage.witness.trpc.credentials.create.mutate({ name: 'lab', ...stage.routerLogin });
    await stage.signIn();
  });
  afterAll(async () => {
    await stage?.close();
    await folder?.remove();
    await google?.close();
  });
  beforeEach(async () => {
    const { items } = await stage.witness.trpc.devices.list.query({ limit: 500 });
    if (items.length > 0) await stage.witness.trpc.devices.delete.mutate({ ids: items.map(({ id }) => id) });
    await stage.page.goto(`${stage.portal.url}/devices/import`);
  });

  const testId = (id: string) => stage.page.getByTestId(id);
  const choose = (name: string, value: string) => async () => {
    await stage.page.getByRole('combobox', { name, exact: true }).click();
    await stage.page.getByRole('option', { name: value, exact: true }).click();
  };

  it('a workbook of somebody else: its columns are guessed and asked about, the import is undone again', async () => {
    const { page, witness, accessible, problems } = stage;
    const header = ['Hostname', 'Mgmt IP', 'Loopback', 'Country', 'OS', 'Owner'];
    const rows = [
      ['r1', '10.8.0.1', '10.9.0.1', 'Germany', 'IOS-XE', 'noc'],
      ['r2', '10.8.0.2', '10.9.0.2', 'Congo', 'Junos', 'core'],
    ];
    const open = async (name: string, second: string[]) => {
      const file = join(folder.path, name);
      const content = await workbook({ Notes: [['nothing']], Fleet: [header, rows[0]!, second] });
      await writeFile(file, Buffer.from(content, 'base64'));
      await page.locator('input[type=file]').setInputFiles(file);
      await testId('chosen-file').getByText(name).waitFor();
    };
    await open('draft.xlsx', rows[1]!);
    await choose('Sheet of the workbook', 'Fleet')();
    // Two columns could be the address: nothing is chosen.
    await page.locator('[data-testid="import-column"][data-reason="ambiguous"]').nth(1).waitFor();
    await accessible('columns that are asked about');
    await choose('What Mgmt IP is', 'Address')();
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/api/trpc/devices.import*', async (route) => {
      await held;
      await route.continue();
    });
    await choose('Credential', 'lab')();
    await testId('import-preview').getByText('Reading the rows again').waitFor();
    await accessible('a preview that is read again');
    answer();
    await testId('import-preview')
      .getByText(/Congo can be any of these/)
      .first()
      .waitFor();
    await page.unroute('**/api/trpc/devices.import*');
    expect(await testId('apply-import').isDisabled()).toBe(true);
    await accessible('a preview with errors');

    await open('fleet.xlsx', ['r2', '10.8.0.2', '10.9.0.2', 'France', 'Junos', 'core']);
    await choose('Sheet of the workbook', 'Fleet')();
    await choose('What Mgmt IP is', 'Address')();
    await choose('What Owner is', 'Site')();
    await choose('Credential', 'lab')();
    await testId('apply-import').and(page.getByText('Create 2')).click();
    await testId('import-done').getByText('Created 2').waitFor();
    const { items } = await witness.trpc.devices.list.query({});
    expect(items.map(({ name, address, country, platform, site }) => [name, address, country, platform, site])).toEqual(
      [
        ['r1', '10.8.0.1', 'DE', 'cisco_ios', 'noc'],
        ['r2', '10.8.0.2', 'FR', 'juniper_junos', 'core'],
      ],
    );
    await accessible('an import that is done');
    await testId('import-run').getByText('fleet.xlsx').first().waitFor();

    await testId('undo-import').click();
    await page.getByRole('button', { name: 'Undo import' }).click();
    await page.getByText('Import undone', { exact: true }).waitFor();
    expect((await witness.trpc.devices.list.query({})).total).toBe(0);
    await testId('import-run').getByText('undone').first().waitFor();
    expect(problems).toEqual([]);
  });

  it('an export: its download imports back unchanged, and what an update changes is shown', async () => {
    const { page, portal, witness, accessible } = stage;
    const content =
      'name,address,country,platform,credential,tags\nr1,10.8.0.1,DE,frr,lab,a;b\nr2,10.8.0.2,JP,frr,lab,';
    await witness.trpc.devices.import.mutate({ content, format: 'csv', mode: 'apply' });
    await page.goto(`${portal.url}/devices`);
    await testId('export-devices').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'CSV' }).click(),
    ]);
    const exported = await readFile(await download.path(), 'utf8');
    await page.goto(`${portal.url}/devices/import`);
    const paste = page.getByRole('textbox').first();
    await paste.fill(exported);
    await testId('import-preview')
      .getByText(/2 rows: 0 new, 0 changed, 2 unchanged/)
      .waitFor();
    expect(await testId('apply-import').isDisabled()).toBe(true);
    await paste.fill(exported.replace(',DE,', ',FR,').replace('r2,', 'r2b,'));
    const row = page.locator('[data-testid="import-row"][data-fate="update"]');
    await row.getByText(/DE.*FR/).waitFor();
    await row.getByText(/r2.*r2b/).waitFor();
    await accessible('a preview with changes');
  });

  it('more rows than one answer holds: filtered, and read on as one scrolls', async () => {
    const { page, witness } = stage;
    const line = (i: number) => `r${i},10.${i >> 16}.${(i >> 8) & 255}.${i & 255},DE,frr,lab`;
    const file = (size: number) =>
      ['name,address,country,platform,credential', ...Array.from({ length: size }, (_, i) => line(i))].join('\n');
    await witness.trpc.devices.import.mutate({ content: file(3), format: 'csv', mode: 'apply' });
    const path = join(folder.path, 'many.csv');
    await writeFile(path, file(2_500));
    await page.locator('input[type=file]').setInputFiles(path);
    await testId('show-unchanged').click();
    await page.waitForFunction(() => document.querySelectorAll('[data-testid="import-row"]').length === 3);
    await testId('show-create').click();
    await testId('import-row').getByText('r3', { exact: true }).waitFor();
    const last = testId('import-row').getByText('r2499', { exact: true });
    await expect
      .poll(async () => {
        await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
        return last.count();
      })
      .toBe(1);
    await page.evaluate(() => window.scrollTo(0, 0));
    await testId('apply-import').click();
    await testId('import-done').waitFor();
    expect((await witness.trpc.devices.list.query({})).total).toBe(2_500);
    const { items } = await witness.trpc.imports.list.query({ limit: 1 });
    await witness.trpc.imports.undo.mutate({ id: items[0]!.id });
  });

  it('a Google sheet: connected, refused with what to do, previewed, imported, and imported again', async () => {
    const { page, witness, accessible } = stage;
    const account = await google.serviceAccount();
    google.sheets.set(ID, {
      sharedWith: [],
      tabs: {
        Fleet: [
          ['Host', 'IP', 'Country', 'OS', 'Login'],
          ['r1', '10.8.0.1', 'UK', 'eos', 'lab'],
        ],
      },
    });
    await page.getByRole('tab', { name: 'Google Sheets' }).click();
    await page.getByText('No sheet is connected').waitFor();
    await accessible('no sheet yet');
    await page.getByRole('button', { name: 'Connect a sheet' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Fleet sheet');
    await dialog.getByLabel('Spreadsheet').fill(`https://docs.google.com/spreadsheets/d/${ID}/edit#gid=0`);
    await dialog.getByLabel('Key file').fill(account.keyFile);
    await dialog.getByText(account.email).waitFor();
    await accessible('a sheet that is being connected');
    await dialog.getByRole('button', { name: 'Connect sheet' }).click();
    await testId('sheet-row').getByText('Fleet sheet').waitFor();

    await testId('sheet-row').getByRole('button', { name: 'Preview' }).click();
    await testId('import-preview')
      .getByText(`share it with that address as a viewer`, { exact: false })
      .first()
      .waitFor();
    google.sheets.set(ID, { ...google.sheets.get(ID)!, sharedWith: [account.email] });
    await testId('sheet-row').getByRole('button', { name: 'Preview' }).click();
    await testId('apply-import').and(page.getByText('Create 1')).click();
    await testId('import-done').waitFor();
    expect((await witness.trpc.devices.list.query({})).items).toMatchObject([
      { name: 'r1', country: 'GB', platform: 'arista_eos' },
    ]);
    await testId('sheet-row').getByText('Created 1').waitFor();

    google.sheets.set(ID, {
      ...google.sheets.get(ID)!,
      tabs: {
        Fleet: [
          ['Host', 'IP', 'Country', 'OS', 'Login'],
          ['r1', '10.8.0.1', 'UK', 'eos', 'lab'],
          ['r2', '10.8.0.2', 'FR', 'frr', 'lab'],
        ],
      },
    });
    await testId('sheet-row').getByRole('button', { name: 'Import again' }).click();
    await expect.poll(async () => (await witness.trpc.devices.list.query({})).total).toBe(2);
    await accessible('a sheet that was imported');
  });
});
