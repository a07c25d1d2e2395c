import { describe, expect, it } from 'vitest';
import type { JobMilestone, MilestoneEvent } from '@/domain/job-milestone';
import { emptyCounts } from '@/domain/progress';
import { type Reason, reasonText } from '@/domain/reason';
import { payloadOf, wants, webhookEventOf, webhookFieldsSchema } from '@/domain/webhook';

const counts = { ...emptyCounts(), total: 3, completed: 2, failed: 1 };
const milestone = (event: MilestoneEvent): JobMilestone => ({
  position: 1,
  jobId: 'job-1',
  seq: 9,
  at: '2030-01-01T00:00:00.000Z',
  event,
  title: 'Nightly',
  createdBy: 'token:scheduler',
  startedAt: '2029-12-31T23:59:00.000Z',
  counts,
});
const completed = (outcome: 'ok' | 'partial' | 'failed') => milestone({ type: 'job.completed', outcome, counts });
const changed = (
  to: 'paused' | 'completing' | 'running' | 'canceling',
  reason: Reason | null,
  by: string | null = null,
) => milestone({ type: 'job.state_changed', from: 'running', to, reason: reason && reasonText(reason), by });

describe('what a webhook is told', () => {
  it.each([
    ['job.completed', completed('ok')],
    ['job.failed', milestone({ type: 'job.failed', reason: 'x', counts })],
    ['job.canceled', milestone({ type: 'job.canceled', by: 'a', counts })],
    ['job.paused', changed('paused', { kind: 'canary_passed' })],
    ['job.stop_rule', changed('completing', { kind: 'stop_rule', rule: 'failedDevices', value: 3, limit: 3 })],
    ['job.stop_rule', changed('completing', { kind: 'canary_failed', devices: 3 })],
    ['job.stop_rule', changed('completing', { kind: 'deadline', ms: 60_000 })],
    [null, changed('completing', null)],
    [null, changed('running', null, 'a')],
    [null, changed('canceling', null, 'a')],
  ])('%s', (event, told) => expect(webhookEventOf(told)).toBe(event));

  it('of completed jobs only the outcomes it asked for, of others everything', () => {
    const webhook = { events: ['job.completed' as const, 'job.failed' as const], outcomes: ['partial' as const] };
    expect([completed('ok'), completed('partial'), completed('failed')].map((one) => wants(webhook, one))).toEqual([
      false,
      true,
      false,
    ]);
    expect(wants(webhook, milestone({ type: 'job.failed', reason: 'x', counts }))).toBe(true);
    expect(wants(webhook, milestone({ type: 'job.canceled', by: null, counts }))).toBe(false);
  });

  it('is small: the job as it stands, and where to look', () => {
    expect(payloadOf(completed('partial'), 'd1', 'https://portal.example')).toEqual({
      event: 'job.completed',
      deliveryId: 'd1',
      at: '2030-01-01T00:00:00.000Z',
      job: {
        id: 'job-1',
        title: 'Nightly',
        state: 'completed',
        outcome: 'partial',
        counts,
        reason: null,
        startedAt: '2029-12-31T23:59:00.000Z',
        endedAt: '2030-01-01T00:00:00.000Z',
        createdBy: 'token:scheduler',
        url: 'https://portal.example/jobs/job-1',
      },
    });
    const stopped = changed('completing', { kind: 'stop_rule', rule: 'failedDevices', value: 3, limit: 3 });
    expect(payloadOf(stopped, 'd2', 'https://portal.example')?.job).toMatchObject({
      state: 'completing',
      endedAt: null,
      reason: 'stop rule failedDevices: 3 reached the limit of 3',
    });
    expect(payloadOf(changed('running', null), 'd3', 'https://portal.example')).toBeNull();
  });
});

describe('the fields of a webhook', () => {
  const good = { name: 'ops', url: 'https://hooks.example.net/x?y=1', events: ['job.failed'] };
  it('have every outcome where none is given', () =>
    expect(webhookFieldsSchema.parse(good).outcomes).toEqual(['ok', 'partial', 'failed']));

  it.each([
    ['url', 'ftp://hooks.example.net/', 'Expected an https URL'],
    ['url', 'hooks.example.net', 'Expected an https URL'],
    ['url', 'https://', 'Expected an https URL'],
    ['url', 'https://user:pw@hooks.example.net/', 'Expected no user name or password in the URL'],
    ['url', 'https:///user:pw@hooks.example.net/', 'Expected no user name or password in the URL'],
    ['url', 'https://\\user:pw@hooks.example.net/', 'Expected no user name or password in the URL'],
    ['url', 'https://hooks.example.net/#x', 'Expected no fragment (#) in the URL'],
    ['url', 'https://hooks.example.net/\nx', 'Expected no control characters'],
    ['name', ' ', 'Expected at least 1 character'],
    ['events', [], 'Expected at least one event'],
    ['events', ['job.failed', 'job.failed'], 'Expected each event once'],
    ['outcomes', [], 'Expected at least one outcome'],
  ])('%s cannot be %j', (field, value, message) => {
    const parsed = webhookFieldsSchema.safeParse({ ...good, [field]: value });
    expect(parsed.error?.issues.map((issue) => [issue.path[0], issue.message])).toContainEqual([field, message]);
  });
});
