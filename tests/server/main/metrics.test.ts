import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEVICE_RUN_STATES, JOB_STATES } from '@/domain/job';
import { EVERYDAY_COMMANDS } from '../../support/everyday-commands';
import { type Fleet, jobEnd, startFleet } from '../../support/fleet';
import { parseMetrics, sumOf } from '../../support/prometheus';
import { NEVER_MS, think } from '../../support/think';

const SIZE = 9;

describe('/metrics', () => {
  let fleet: Fleet;
  const scrape = async () => {
    const answer = await fetch(`${fleet.portal.url}/metrics`);
    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    return parseMetrics(await answer.text());
  };

  beforeEach(async () => {
    // In a thread, as production has it: handshakes are measured there.
    fleet = await startFleet({ size: SIZE, seed: 5, addressBase: '127.214.0.1' }, { env: { WORKERS: '1' } });
  });
  afterEach(() => fleet.close());

  it('counts what the API counts, while a job waits, while it runs and after it', async () => {
    const { portal, lab } = fleet;
    think(lab, NEVER_MS, lab.routers.slice(1));
    const { samples: before } = await scrape();
    expect(sumOf(before, 'areazero_devices')).toBe(0);
    expect(sumOf(before, 'areazero_inventory_devices')).toBe(SIZE);

    const filter = { all: true as const };
    const { jobId } = await portal.admin.jobs.create.mutate({ filter, commands: [...EVERYDAY_COMMANDS], batchSize: 3 });
    // All of the first batch: a login that is canceled half-way is one to the router alone.
    const atWork = () => lab.routers.filter(({ name }) => lab.ledger.lines(name).length > 0);
    await lab.ledger.waitFor(() => atWork().length >= 3);
    const { samples: during } = await scrape();
    const job = await portal.admin.jobs.get.query({ jobId });
    expect(job.state).toBe('running');
    expect(sumOf(during, 'areazero_jobs', { state: 'running' })).toBe(1);
    expect(sumOf(during, 'areazero_devices')).toBe(job.counts.total);
    const moving = (state: string) => sumOf(during, 'areazero_devices', { state });
    expect(moving('pending') + moving('running') + moving('completed')).toBe(SIZE);
    expect(sumOf(during, 'areazero_sessions')).toBeGreaterThanOrEqual(1);
    expect(sumOf(during, 'areazero_sessions_limit')).toBe(500);
    expect(sumOf(during, 'areazero_worker_threads')).toBe(1);

    await portal.admin.jobs.cancel.mutate({ jobId });
    await jobEnd(fleet, jobId);
    think(lab, 0);
    const again = await portal.admin.jobs.create.mutate({ filter, commands: [...EVERYDAY_COMMANDS], batchSize: 3 });
    await jobEnd(fleet, again.jobId);

    const { samples } = await scrape();
    const [canceled, completed] = await Promise.all(
      [jobId, again.jobId].map((id) => portal.admin.jobs.get.query({ jobId: id })),
    );
    expect(completed!.counts.completed).toBe(SIZE);
    for (const state of DEVICE_RUN_STATES.filter((one) => one !== 'pending' && one !== 'running')) {
      const expected = canceled!.counts[state] + completed!.counts[state];
      expect([state, sumOf(samples, 'areazero_device_runs_total', { state })]).toEqual([state, expected]);
    }
    expect(sumOf(samples, 'areazero_devices')).toBe(0);
    expect(sumOf(samples, 'areazero_events_unstored')).toBe(0);
    expect(sumOf(samples, 'areazero_sessions')).toBe(0);
    expect(JOB_STATES.map((state) => sumOf(samples, 'areazero_jobs', { state })).reduce((a, b) => a + b)).toBe(2);

    // One answer per command and device of the job that ran to its end, at least; each by a platform of the inventory.
    const answers = samples.filter(({ name }) => name === 'areazero_command_duration_seconds_count');
    expect(answers.reduce((sum, { value }) => sum + value, 0)).toBeGreaterThanOrEqual(SIZE * EVERYDAY_COMMANDS.length);
    const platforms = new Set(lab.routers.map(({ platform }) => platform));
    for (const { labels } of answers) expect(platforms).toContain(labels.platform);
    // The routers' ledger counts logins too.
    const logins = lab.ledger.entries().filter(({ kind }) => kind === 'login').length;
    expect(sumOf(samples, 'areazero_ssh_login_duration_seconds_count', { result: 'ok' })).toBe(logins);
    expect(sumOf(samples, 'areazero_ssh_handshake_duration_seconds_count', { result: 'ok' })).toBe(logins);
  });

  it('counts refused logins and failed runs by their kind', async () => {
    const { portal } = fleet;
    const { samples: before } = await scrape();
    const device = (await portal.admin.devices.list.query({ limit: 1 })).items[0]!;
    const wrong = await portal.admin.credentials.create.mutate({ name: 'wrong', username: 'tester', password: 'no' });
    await portal.admin.devices.update.mutate({ id: device.id, credentialId: wrong.id });
    const input = { deviceIds: [device.id], commands: [...EVERYDAY_COMMANDS], batchSize: 1 };
    const { jobId } = await portal.admin.jobs.create.mutate(input);
    await jobEnd(fleet, jobId);
    const { samples } = await scrape();
    const more = (name: string, labels: Record<string, string>) =>
      sumOf(samples, name, labels) - sumOf(before, name, labels);
    expect(more('areazero_device_runs_total', { state: 'failed', failure: 'auth_failed' })).toBe(1);
    expect(more('areazero_ssh_login_duration_seconds_count', { result: 'failed' })).toBe(1);
    expect(more('areazero_ssh_handshake_duration_seconds_count', { result: 'ok' })).toBe(1);
  });

  it('counts subscriptions and requests by route, and names nothing of the inventory', async () => {
    const { portal, lab } = fleet;
    const { client, close } = portal.socketClient({ cookie: portal.adminCookie });
    const { jobId } = await portal.admin.jobs.create.mutate({
      filter: { all: true },
      commands: [...EVERYDAY_COMMANDS],
      batchSize: 1,
      devicesPerHour: 1,
    });
    await new Promise<void>((resolve, reject) =>
      client.jobs.onProgress.subscribe({ jobId }, { onData: () => resolve(), onError: reject }),
    );
    const answer = await fetch(`${portal.url}/metrics`);
    const text = await answer.text();
    const { samples, help, types } = parseMetrics(text);
    expect(sumOf(samples, 'areazero_subscriptions')).toBe(1);
    expect(sumOf(samples, 'areazero_websocket_clients')).toBe(1);
    expect(sumOf(samples, 'areazero_http_requests_total', { route: 'trpc', status: '2xx' })).toBeGreaterThan(3);
    expect(sumOf(samples, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
    for (const { name, address } of lab.routers) {
      expect(text).not.toContain(name);
      expect(text).not.toContain(address);
    }
    expect(text).not.toContain(jobId);
    await portal.admin.jobs.cancel.mutate({ jobId });
    await close();

    // As checkers of metrics have it: a counter's name ends in _total, and no other does.
    for (const [name, type] of types) {
      expect([name, help.has(name), type === 'counter']).toEqual([name, true, name.endsWith('_total')]);
    }
    // An operator finds each of ours in the manual.
    const manual = await readFile('docs/operations.md', 'utf8');
    const ours = [...types.keys()].filter((name) => name.startsWith('areazero_'));
    expect(ours.length).toBeGreaterThan(20);
    for (const name of ours) {
      expect(help.get(name)).toBeTruthy();
      expect(manual.includes(`\`${name}\``), `docs/operations.md has \`${name}\``).toBe(true);
    }
  });
});
