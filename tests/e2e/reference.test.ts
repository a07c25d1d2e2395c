import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath } from './browser';
import { openStage, type Stage } from './stage';

const executablePath = chromiumPath();

describe.skipIf(!executablePath)('the API reference in a browser', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(executablePath!, '127.188.0.1', 1);
  });
  afterAll(() => stage?.close());

  it('shows every operation, and calls one with the session of who is signed in; nothing comes from elsewhere', async () => {
    const { page, portal, problems } = stage;
    const outside: string[] = [];
    page.on('request', (request) => {
      if (!/^(data:|blob:)/.test(request.url()) && new URL(request.url()).origin !== portal.url) {
        outside.push(request.url());
      }
    });
    await stage.signIn();
    await page.goto(`${portal.url}/api/v1/docs`);
    await page.locator('.opblock').first().waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      // A padlock within the row that opens an operation is how Swagger UI is made; it is within reach by keys as well.
      const axe = new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa'])
        .disableRules('nested-interactive');
      const { violations } = await axe.analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: null });
    const operation = page.locator('.opblock', { has: page.locator('[data-path="/me"]') });
    await operation.locator('.opblock-summary-control').click();
    await operation.getByRole('button', { name: 'Try it out' }).click();
    await operation.getByRole('button', { name: 'Execute' }).click();
    await operation.locator('.live-responses-table').getByText(portal.email).first().waitFor();
    const document = (await (await fetch(`${portal.url}/api/v1/openapi.json`)).json()) as { paths: object };
    const operations = Object.values(document.paths).flatMap((methods) => Object.keys(methods as object));
    expect(await page.locator('.opblock').count()).toBe(operations.length);
    expect(outside).toEqual([]);
    expect(problems).toEqual([]);
  });
});
