import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVERYDAY_COMMANDS } from '../../support/everyday-commands';
import { jobEnd, startFleet } from '../../support/fleet';
import { startPortal } from '../../support/portal';
import { runCommand } from '../../support/run-command';
import { NEVER_MS, think } from '../../support/think';

const secretKey = Buffer.alloc(32, 5).toString('base64');

// Each command is a process of its own.
describe('backup and restore by their commands', () => {
  it('a backup of a running portal, restored at once: the job stands paused and no router hears a byte until it is resumed', async () => {
    const fleet = await startFleet(
      { size: 4, seed: 5, addressBase: '127.218.0.1', thinkTimeMs: NEVER_MS },
      { secretKey, keepDir: true },
    );
    const { portal, lab } = fleet;
    const dir = dirname(portal.dbPath);
    const input = { filter: { all: true as const }, commands: [...EVERYDAY_COMMANDS], batchSize: 2 };
    const { jobId } = await portal.admin.jobs.create.mutate(input);
    await lab.ledger.waitFor((entry) => entry.kind === 'line');

    const env = { DATABASE_URL: `file:${portal.dbPath}`, SECRET_KEY: secretKey };
    const backup = join(dir, 'backup.db');
    const made = await runCommand('backup', ['--to', backup], env);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(made.stdout).toContain('SECRET_KEY is not in it');
    const stored = `${await readFile(backup, 'latin1')}${await readFile(`${backup}.json`, 'latin1')}`;
    expect(stored).not.toContain(secretKey);
    expect(stored).not.toContain(Buffer.from(secretKey, 'base64').toString('latin1'));

    const early = await runCommand('restore', ['--from', backup, '--force'], env);
    expect(early).toMatchObject({ code: 1, stdout: '' });
    expect(early.stderr).toContain('is in use');
    expect((await portal.admin.jobs.get.query({ jobId })).state).toBe('running');
    const { token } = await portal.admin.tokens.create.mutate({ name: 'after the backup', role: 'viewer' });

    await portal.close();
    think(lab, 0);
    const restored = await runCommand('restore', ['--from', backup, '--force'], env);
    expect(restored).toMatchObject({ code: 0, stderr: '' });
    expect(restored.stdout).toContain('SECRET_KEY opens the 1 credential.');
    expect(restored.stdout).toContain('is kept as');

    const before = lab.ledger.entries().length;
    const again = await startPortal({ dir, secretKey, keepDir: true });
    // Who was signed in at the time of the backup, or has a token from after it, is nobody now.
    for (const as of [{ cookie: portal.adminCookie }, { token }]) {
      await expect(again.client(as).account.me.query()).rejects.toMatchObject({ data: { code: 'UNAUTHORIZED' } });
    }
    const admin = again.client({ cookie: await again.signIn(portal.adminEmail, portal.adminPassword) });
    const job = await admin.jobs.get.query({ jobId });
    expect(job).toMatchObject({ state: 'paused', stateReason: 'restored from a backup', counts: { running: 0 } });
    expect((await admin.audit.list.query()).items[0]).toMatchObject({
      action: 'portal.restored',
      detail: { jobsPaused: 1 },
    });
    expect(lab.ledger.entries().length).toBe(before);

    await admin.jobs.resume.mutate({ jobId });
    await jobEnd({ portal: again }, jobId);
    expect(await admin.jobs.get.query({ jobId })).toMatchObject({ outcome: 'ok', counts: { completed: 4 } });
    await again.close();

    // Taken up once, it is a database like any other: people stay signed in.
    const third = await startPortal({ dir, secretKey, keepDir: true });
    expect(third.logs()).not.toContain('restored backup');
    await third.close();
    await lab.close();
    await rm(dir, { recursive: true, force: true });
  });

  it('a key that does not open what is sealed is told, table by table, and so is a missing one', async () => {
    const portal = await startPortal({ secretKey, keepDir: true, env: { WEBHOOK_HOSTS: 'http://127.0.0.0/8' } });
    const dir = dirname(portal.dbPath);
    const { credentials, sheets, webhooks } = portal.admin;
    for (const name of ['core', 'edge']) await credentials.create.mutate({ name, username: 'ops', password: 'pw' });
    const spreadsheetId = '1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789';
    await sheets.create.mutate({ name: 'list', spreadsheetId, range: 'A:F', apiKey: 'k'.repeat(39) });
    const { id } = await webhooks.create.mutate({ name: 'chat', url: 'http://127.0.0.1:9/', events: ['job.failed'] });
    await webhooks.rotateSecret.mutate({ id });
    const backup = join(dir, 'backup.db');
    await runCommand('backup', ['--to', backup], { DATABASE_URL: `file:${portal.dbPath}` });
    await portal.close();
    const to = ['--from', backup, '--to', `file:${join(dir, 'elsewhere.db')}`, '--force'];
    const right = await runCommand('restore', to, { SECRET_KEY: secretKey });
    for (const what of ['all 2 credentials', 'the 1 Google Sheet', 'the 1 webhook']) {
      expect(right.stdout).toContain(`SECRET_KEY opens ${what}.`);
    }
    const other = Buffer.alloc(32, 6).toString('base64');
    const wrong = await runCommand('restore', to, { SECRET_KEY: other });
    expect(wrong).toMatchObject({ code: 0, stderr: '' });
    for (const what of ['2 of 2 credentials', '1 of 1 Google Sheet', '1 of 1 webhook']) {
      expect(wrong.stdout).toContain(`WARNING: SECRET_KEY does not open ${what}`);
    }
    const missing = await runCommand('restore', to, {});
    expect(missing.stdout).toContain('WARNING: SECRET_KEY is not set');
    await rm(dir, { recursive: true, force: true });
  });

  it.each([
    ['backup', [], '--to: expected'],
    ['backup', ['--to', '/tmp/x.db', '--keep', '3'], '--keep: expected a folder'],
    ['backup', ['--to', '/tmp/', '--keep', 'many'], '--keep: expected how many'],
    ['backup', ['--upto', '/tmp/x.db'], 'Usage: npm run backup'],
    ['restore', [], '--from: expected'],
    ['restore', ['--from', 'x', '--to', '/tmp/x.db'], '--to: expected a DATABASE_URL'],
  ] as const)('%s %j says what was expected', async (name, args, expected) => {
    const answer = await runCommand(name, args, {});
    expect(answer).toMatchObject({ code: 2, stdout: '' });
    expect(answer.stderr).toContain(expected);
  });
});
