import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { inventoryCsv } from '../../lab/inventory-csv';
import { type Lab, startLab } from '../../lab/start-lab';
import { connectPortal, type PortalClient } from '../../scripts/portal-client';
import { type PortalProcess, type PortalProcessOptions, startPortalProcess } from '../../scripts/portal-process';
import { openBrowser } from './browser';

/** Routers, the portal as it is deployed, a browser, and a witness who asks the portal over its API. */
export interface Stage {
  readonly lab: Lab;
  readonly routerLogin: { readonly username: string; readonly password: string };
  readonly portal: PortalProcess;
  readonly witness: PortalClient;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page itself reported as wrong: exceptions and console errors. */
  readonly problems: string[];
  /** How long every router thinks about each command from now on. */
  think(ms: number): void;
  /** Puts the lab into the inventory over the API, where a test is not about that. */
  fillInventory(): Promise<void>;
  signIn(): Promise<void>;
  /** WCAG 2.1 A and AA, as axe sees it: no violation on the page as it stands. */
  accessible(where: string): Promise<void>;
  close(): Promise<void>;
}

export async function openStage(
  executablePath: string,
  addressBase: string,
  size = 25,
  settings: PortalProcessOptions['settings'] = {},
): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'areazero-e2e-'));
  const routerLogin = { username: 'tester', password: randomBytes(9).toString('base64url') };
  const lab = await startLab({ seed: 7, size, port: 0, addressBase, ...routerLogin });
  const portal = await startPortalProcess({ folder, settings });
  const witness = await connectPortal(portal, 'witness');
  const browser = await openBrowser(executablePath);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return {
    lab,
    routerLogin,
    portal,
    witness,
    context,
    page,
    problems,
    think(thinkTimeMs) {
      for (const router of lab.routers) lab.configure(router.name, { thinkTimeMs });
    },
    async fillInventory() {
      await witness.trpc.credentials.create.mutate({ name: 'lab', ...routerLogin });
      const content = inventoryCsv(lab.routers, { credential: 'lab' });
      await witness.trpc.devices.import.mutate({ content, format: 'csv', mode: 'apply' });
    },
    async signIn() {
      await page.goto(`${portal.url}/sign-in`);
      await page.getByLabel('Email').fill(portal.email);
      await page.getByLabel('Password').fill(portal.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL((url) => url.pathname === '/');
    },
    async accessible(where) {
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze();
      const found = violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
      expect(found).toEqual([]);
    },
    async close() {
      await browser.close();
      witness.close();
      await portal.end('SIGTERM');
      await lab.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
