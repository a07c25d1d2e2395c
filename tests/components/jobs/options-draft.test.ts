import { describe, expect, it } from 'vitest';
import { draftProblem, newDraft, planInput } from '@/components/jobs/job-draft';
import { NEW_OPTIONS, type OptionsDraft, optionErrors, optionsInput } from '@/components/jobs/options-draft';

const optionsOf = (part: Partial<OptionsDraft>): OptionsDraft => ({ ...NEW_OPTIONS, ...part });
const rules = (part: Partial<OptionsDraft['stopRules']>) =>
  optionsOf({ stopRules: { ...NEW_OPTIONS.stopRules, ...part } });

describe('safety and order of a draft', () => {
  it('send nothing while nothing is set', () => {
    expect(optionsInput(NEW_OPTIONS)).toEqual({});
    expect(optionErrors(NEW_OPTIONS)).toEqual({});
  });

  it('send what is set under the names of the API, minutes as milliseconds', () => {
    const options = optionsOf({
      order: 'spread',
      priority: 'high',
      retries: 2,
      deadlineMinutes: '1.5',
      canary: 'size',
      canarySize: '3',
      stopRules: { failedDevices: '5', failedPercent: '2.5', failuresInRow: '', commandRefusals: '' },
    });
    expect(optionsInput(options)).toEqual({
      order: 'spread',
      priority: 'high',
      retries: 2,
      deadlineMs: 90_000,
      canary: { size: 3, after: 'wait' },
      stopRules: { failedDevices: 5, failedPercent: 2.5 },
    });
  });

  it('send a canary of one device per platform and country without a size', () => {
    const options = optionsOf({ canary: 'each', canarySize: 'many', canaryAfter: 'continue' });
    expect(optionsInput(options)).toEqual({ canary: { perPlatformAndCountry: true, after: 'continue' } });
    expect(optionErrors(options)).toEqual({});
  });

  it.each([
    [optionsOf({ deadlineMinutes: '0' }), 'deadlineMs'],
    [optionsOf({ deadlineMinutes: 'soon' }), 'deadlineMs'],
    [optionsOf({ canary: 'size', canarySize: '' }), 'canary.size'],
    [optionsOf({ canary: 'size', canarySize: '1.5' }), 'canary.size'],
    [rules({ failedDevices: '-1' }), 'stopRules.failedDevices'],
    [rules({ failedPercent: '101' }), 'stopRules.failedPercent'],
    [rules({ failuresInRow: '2.5' }), 'stopRules.failuresInRow'],
    [rules({ commandRefusals: '1e9' }), 'stopRules.commandRefusals'],
  ] as const)('name the field that is wrong (%#) and hold the plan back', (options, field) => {
    expect(Object.keys(optionErrors(options))).toEqual([field]);
    expect(draftProblem({ ...newDraft([]), options }, { filter: { all: true } })).toMatch(/^Safety and order: /);
  });

  it('are part of what is planned and created', () => {
    const draft = { ...newDraft([]), options: optionsOf({ retries: 1 }) };
    expect(planInput(draft, { filter: { all: true } })).toMatchObject({ retries: 1 });
  });
});
