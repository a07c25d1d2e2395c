import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath } from './browser';
import { openStage, type Stage } from './stage';

const chromium = chromiumPath();

describe.skipIf(!chromium)('device groups and job templates on the page', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage(chromium!, '127.186.0.1', 12);
    await stage.fillInventory();
    await stage.signIn();
  });
  afterAll(() => stage?.close());

  /** Presses Start and waits until the job that it makes has ended; its id. */
  async function startAndEnd(): Promise<string> {
    const { page } = stage;
    await page.locator('[data-testid="plan-summary"][data-settled="true"]').waitFor();
    await page.getByTestId('start-job').click();
    await page.waitForURL(/\/jobs\/(?!new)[^/]+$/);
    await page.locator('[data-testid="job-state"][data-state="completed"]').waitFor();
    return new URL(page.url()).pathname.split('/').at(-1)!;
  }

  it('a filter becomes a group, the group a template, the template a job, and the job another one with a change', async () => {
    const { page, portal, witness, accessible } = stage;
    const { items } = await witness.trpc.devices.list.query({});
    const { country } = items[0]!;
    const members = items.filter((device) => device.country === country);
    const other = items.find((device) => device.country !== country)!;

    // From the filter of the inventory.
    await page.goto(`${portal.url}/devices/groups`);
    await page.getByText('No group yet').waitFor();
    await accessible('no groups');
    await page.goto(`${portal.url}/devices?country=${country}`);
    await page.getByRole('button', { name: 'Save as group' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Home');
    await accessible('form of a group');
    await page.getByRole('button', { name: 'Save group' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    // From ticks: a list, and one more device added to it.
    await page.goto(`${portal.url}/devices`);
    await page.getByLabel(`Select ${members[0]!.name}`).click();
    await page.getByRole('button', { name: 'Add to group' }).click();
    await page.getByRole('menuitem', { name: 'New group …' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Two');
    await page.getByRole('button', { name: 'Save group' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByLabel(`Select ${members[0]!.name}`).click();
    await page.getByLabel(`Select ${other.name}`).click();
    await page.getByRole('button', { name: 'Add to group' }).click();
    await accessible('adding to a group');
    await page.getByRole('menuitem', { name: 'Two' }).click();
    await page.getByText('Added 1 device to Two').waitFor();

    // Both stand in the list with their sizes; the address filters the inventory.
    await page.goto(`${portal.url}/devices/groups`);
    const row = (name: string) => page.locator(`[data-testid="group-row"][data-group="${name}"]`);
    await row('Two').waitFor();
    await row('Home').getByText(String(members.length), { exact: true }).waitFor();
    await accessible('groups');
    await row('Two').getByRole('button', { name: 'Two', exact: true }).click();
    await page.getByTestId('group-device').nth(1).waitFor();
    await accessible('details of a group');
    await page.getByRole('link', { name: 'Show in the inventory' }).click();
    await page.waitForURL(/\/devices\?group=/);
    await page.getByText('2 devices', { exact: true }).waitFor();

    // A template of the group, from the form of a new job.
    const home = (await witness.trpc.deviceGroups.names.query()).find(({ name }) => name === 'Home')!;
    await page.goto(`${portal.url}/jobs/templates`);
    await page.getByText('No template yet').waitFor();
    await accessible('no templates');
    await page.goto(`${portal.url}/jobs/new?group=${home.id}`);
    await page.locator('[data-testid="plan-summary"][data-settled="true"]').getByText('of Home').waitFor();
    await page.getByLabel('Devices per batch', { exact: true }).fill('2');
    await accessible('new job of a group');
    await page.getByRole('button', { name: 'Save as template' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Check of home');
    await accessible('form of a template');
    await page.getByRole('button', { name: 'Save template' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    // Run it: the job says what it was made from.
    await page.goto(`${portal.url}/jobs/templates`);
    await accessible('templates');
    await page.getByRole('link', { name: 'Run Check of home' }).click();
    await page.getByTestId('from-template').waitFor();
    await accessible('new job from a template');
    const first = await startAndEnd();
    await page.getByRole('link', { name: 'Check of home' }).waitFor();
    const ran = await witness.trpc.jobs.get.query({ jobId: first });
    expect(ran).toMatchObject({ title: 'Check of home', batchSize: 2, counts: { completed: members.length } });
    expect(ran.origin).toMatchObject({ group: { name: 'Home' }, template: { name: 'Check of home' } });

    // A device leaves; the same job again with a change says so.
    await witness.trpc.devices.delete.mutate({ ids: [members[0]!.id] });
    await page.getByRole('link', { name: 'Run again' }).click();
    const notice = page.getByTestId('run-again');
    await notice.getByText(members[0]!.name).waitFor();
    await notice.getByRole('radio', { name: 'The same as then' }).click();
    await page.getByText(`${members.length - 1} ${members.length === 2 ? 'device' : 'devices'} ticked`).waitFor();
    await notice.getByRole('radio', { name: 'Selected anew' }).click();
    await page.getByRole('radio', { name: 'One by one' }).click();
    await accessible('run again');
    const second = await startAndEnd();
    const again = await witness.trpc.jobs.get.query({ jobId: second });
    expect(again).toMatchObject({ batchSize: 1, counts: { total: members.length - 1 } });
    expect(again.commands.map(({ line }) => line)).toEqual(ran.commands.map(({ line }) => line));

    // The template shows its last job, and keeps its group.
    await page.goto(`${portal.url}/jobs/templates`);
    await page.locator('[data-testid="template-row"]').getByText('completed').waitFor();
    await page.goto(`${portal.url}/devices/groups`);
    await page.getByRole('button', { name: 'Actions for Home' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete group' }).click();
    await page.getByText('Used by the job template Check of home').waitFor();
    expect((await witness.trpc.deviceGroups.names.query()).length).toBe(2);

    // Changed for good, it is what the next run begins with.
    await page.goto(`${portal.url}/jobs/templates`);
    await page.getByRole('button', { name: 'Actions for Check of home' }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await page.getByLabel('Devices per batch', { exact: true }).fill('7');
    await accessible('template to be changed');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Saved Check of home').waitFor();
    const [template] = (await witness.trpc.templates.list.query()).items;
    expect(template).toMatchObject({ order: { batchSize: 7 }, lastJob: { jobId: first } });

    // From the list of jobs, as a template.
    await page.goto(`${portal.url}/jobs`);
    await accessible('jobs');
    await page.getByRole('button', { name: 'Actions for Check of home' }).first().click();
    await page.getByRole('menuitem', { name: 'Save as template' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Check of home, one by one');
    await page.getByRole('button', { name: 'Save template' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await witness.trpc.templates.names.query()).length).toBe(2);

    // Both are found by name.
    await page.keyboard.press('Control+k');
    await page.getByTestId('command-palette').getByRole('combobox').fill('home');
    await page.getByRole('option', { name: 'Run Check of home', exact: true }).waitFor();
    await page.getByRole('option', { name: 'Home', exact: true }).click();
    await page.waitForURL((url) => url.pathname === '/devices' && url.searchParams.get('group') === home.id);
    // The group that was not deleted: a browser says of each refusal that it was one.
    expect(stage.problems.filter((problem) => !/409/.test(problem))).toEqual([]);
  }, 360_000);
});
