import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { isFinalJobState } from '@/domain/job';
import { inventoryCsv } from '../../lab/inventory-csv';
import { type Lab, type LabRouter, startLab } from '../../lab/start-lab';
import { connectPortal, type PortalClient } from '../../scripts/portal-client';
import { type PortalProcess, type PortalProcessOptions, startPortalProcess } from '../../scripts/portal-process';
import { think } from '../support/think';
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
  /** How long these routers (all of them) think about each command from now on. */
  think(ms: number, routers?: readonly LabRouter[]): void;
  /** No job is at work, routers behave as at the start and the window is as large, whatever became of the test before. */
  reset(): Promise<void>;
  /** Puts the lab into the inventory over the API, where a test is not about that. */
  fillInventory(): Promise<void>;
  signIn(): Promise<void>;
  /** WCAG 2.1 A and AA, as axe sees it: no violation on the page as it stands. */
  accessible(where: string): Promise<void>;
  close(): Promise<void>;
}

const VIEWPORT = { width: 1440, height: 900 };
/** A guard against what hangs, not a measure. */
const TIMEOUT_MS = 60_000;

/** Goes to the sign-in, or to what leads there. Its form stands there before its script does, which then asks for the first account. */
export async function openSignIn(page: Page, url: string): Promise<void> {
  await Promise.all([page.waitForRequest(/\/api\/trpc\/setup\.status/), page.goto(url)]);
}

export async function signInAs(page: Page, account: { readonly email: string; readonly password: string }) {
  await page.getByLabel('Email').fill(account.email);
  await page.getByLabel('Password').fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname === '/');
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
  // Routers that are held by a long think time must not be given up meanwhile.
  const portal = await startPortalProcess({ folder, settings: { COMMAND_IDLE_TIMEOUT_MS: '600000', ...settings } });
  const witness = await connectPortal(portal, 'witness');
  const browser = await openBrowser(executablePath);
  const context = await browser.newContext({ viewport: VIEWPORT, reducedMotion: 'reduce' });
  context.setDefaultTimeout(TIMEOUT_MS);
  const page = await context.newPage();
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
    think: (ms, routers) => think(lab, ms, routers),
    async reset() {
      const { jobs } = witness.trpc;
      const { items } = await jobs.list.query({});
      for (const { jobId, state } of items.filter((job) => !isFinalJobState(job.state))) {
        if (state !== 'canceling') await jobs.cancel.mutate({ jobId });
        await witness.ended(jobId);
      }
      think(lab, 0);
      for (const { name } of lab.routers) await lab.setFault(name, null);
      await page.setViewportSize(VIEWPORT);
    },
    async fillInventory() {
      await witness.trpc.credentials.create.mutate({ name: 'lab', ...routerLogin });
      const content = inventoryCsv(lab.routers, { credential: 'lab' });
      await witness.trpc.devices.import.mutate({ content, format: 'csv', mode: 'apply' });
    },
    async signIn() {
      await openSignIn(page, `${portal.url}/sign-in`);
      await signInAs(page, portal);
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
