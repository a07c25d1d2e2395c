import { describe, expect, it } from 'vitest';
import { deliveryView } from '@/components/webhooks/delivery-state-catalogue';
import { eventLabel, eventList } from '@/components/webhooks/event-words';
import { formValues, parseForm, toggled } from '@/components/webhooks/webhook-form-values';

describe('the form of a webhook', () => {
  const filled = { ...formValues(null), name: ' ops ', url: ' https://hooks.example.net/x ' };

  it('begins with the ends of jobs that go by themselves, and sends what was typed without spaces around it', () => {
    expect(parseForm(filled)).toEqual({
      ok: true,
      value: {
        name: 'ops',
        url: 'https://hooks.example.net/x',
        events: ['job.completed', 'job.failed', 'job.stop_rule'],
        outcomes: ['ok', 'partial', 'failed'],
      },
    });
  });

  it('names each field that is wrong', () => {
    const parsed = parseForm({ ...filled, name: '', url: 'hooks', events: [] });
    expect(parsed).toEqual({
      ok: false,
      problems: {
        name: 'Expected at least 1 character',
        url: 'Expected an https URL',
        events: 'Expected at least one event',
      },
    });
  });

  it('does not hold an outcome against who is not told of completed jobs', () => {
    const parsed = parseForm({ ...filled, events: ['job.paused'], outcomes: [] });
    expect(parsed).toMatchObject({ ok: true, value: { outcomes: ['ok', 'partial', 'failed'] } });
    expect(parseForm({ ...filled, outcomes: [] })).toMatchObject({ problems: { outcomes: expect.any(String) } });
  });

  it('ticks on and off', () => {
    expect(toggled(['a'], 'b', true)).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a', false)).toEqual(['b']);
  });
});

describe('words of deliveries', () => {
  it('events stand in one order, whatever order they were chosen in', () =>
    expect(eventList(['job.paused', 'job.completed'])).toBe('completed, paused'));

  it('a test is called one', () => expect(eventLabel('ping')).toBe('Test'));

  it('one that failed and is not over says that it tries again', () => {
    expect(deliveryView({ state: 'pending', attempts: 0 }).label).toBe('waiting');
    expect(deliveryView({ state: 'pending', attempts: 2 }).label).toBe('tries again');
    expect(deliveryView({ state: 'failed', attempts: 8 }).label).toBe('failed');
  });
});
