import { describe, expect, it } from 'vitest';
import { canarySentence, optionSentences, optionsSummary } from '@/components/jobs/options-words';
import { describeBatchesWithCanary } from '@/components/jobs/plan-words';
import { reasonWords, tryText } from '@/components/jobs/reason-words';
import { STOP_RULES } from '@/domain/job-options';
import { DEFAULT_OPTIONS, type StopRules } from '@/domain/job-options-schema';
import { reasonText } from '@/domain/reason';

const NO_RULES: StopRules = DEFAULT_OPTIONS.stopRules;

describe('the words of safety and order', () => {
  it('say in one line what is set, or that nothing is', () => {
    expect(optionsSummary({})).toBe('No canary, no stop rules, in the order selected');
    expect(
      optionsSummary({
        order: 'spread',
        canary: { size: 2, after: 'wait' },
        stopRules: { failedDevices: 3, failuresInRow: 5 },
        retries: 1,
        priority: 'high',
        deadlineMs: 1_800_000,
      }),
    ).toBe(
      'spread over countries · canary of 2, waits for a person · stops at 3 failed or 5 in a row · 1 retry · high priority · ends after 30 min',
    );
  });

  it('say before the start who goes first and what follows', () => {
    const canary = { size: 2, perPlatformAndCountry: false, after: 'wait' } as const;
    expect(canarySentence(canary, 2)).toBe('First 2 devices as canary, then waits for you.');
    expect(canarySentence({ size: null, perPlatformAndCountry: true, after: 'continue' }, 9)).toBe(
      'One device per platform and country (9) as canary, then goes on by itself.',
    );
  });

  it('say before the start what ends the job', () => {
    const stopRules = { ...NO_RULES, failedDevices: 1, failedPercent: 5, commandRefusals: 2 };
    expect(optionSentences({ ...DEFAULT_OPTIONS, stopRules, deadlineMs: 60_000 }, 10)).toEqual([
      'Stops once 1 device failed, 5 % of all devices failed or 2 commands were refused.',
      'Ends after 60 s at the latest.',
    ]);
    expect(optionSentences(DEFAULT_OPTIONS, 10)).toEqual([]);
  });

  it('name the first batch a canary where it is one', () => {
    expect(describeBatchesWithCanary([2, 10, 8])).toBe('canary of 2, then 2 batches: 10, 8');
    expect(describeBatchesWithCanary([1])).toBe('1 batch of 1');
  });
});

describe('the words of a reason', () => {
  it.each([
    ['credential_suspect', 'credential suspended'],
    ['busy', 'busy'],
    ['auth_failed', 'login refused'],
    ['deadline: not done after 60000 ms', 'deadline of 60 s passed'],
    ['canary: not every one of its 2 devices completed', 'the canary failed'],
    ['the portal was away for 12 minutes', 'the portal was away for 12 minutes'],
    ['by operator@example.net', 'by operator@example.net'],
  ])('tell %j as "%s"', (reason, words) => {
    expect(reasonWords(reason)).toBe(words);
  });

  it('know every stop rule as the engine describes it', () => {
    for (const rule of STOP_RULES) {
      const words = reasonWords(reasonText({ kind: 'stop_rule', rule, value: 2.5, limit: 2 }));
      expect(words).toMatch(/^stop rule: [a-z ]+ 2\.5( %)? of 2( %)?$/);
    }
  });

  it('count the tries of a device, the first one included', () => {
    expect(tryText({ state: 'running', retries: 1 })).toBe('try 2');
    expect(tryText({ state: 'pending', retries: 2 })).toBe('waits for try 3');
  });
});
