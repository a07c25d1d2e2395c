import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftProblem, orderOf, selectionOf } from '@/components/jobs/job-draft';
import { draftOfOrder, type JobOrder, selectionDraft } from '@/components/jobs/order-draft';
import { EVERYDAY_REFERENCES, referenceTo } from '@/domain/command';
import { COMMAND_CATALOGUE } from '@/domain/command-catalogue';
import { DEVICE_PLATFORMS } from '@/domain/device';
import { STRATEGIES } from '@/domain/job';
import { MAX_RETRIES, ORDERS, PRIORITIES } from '@/domain/job-options';
import { optionsInputOf, optionsOf } from '@/server/api/job-options-input';
import { templateOrderSchema } from '@/server/api/job-template-order';

const id = fc.stringMatching(/^[a-z0-9]{14}$/);
const country = fc.constantFrom('DE', 'FR', 'JP', 'BR');
const word = fc.stringMatching(/^[a-z0-9]([a-z0-9 -]{0,12}[a-z0-9])?$/);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const filter = fc
  .record(
    {
      search: word,
      country,
      countries: fc.array(country, { minLength: 1, maxLength: 3 }),
      platform: fc.constantFrom(...DEVICE_PLATFORMS),
      tag: word,
    },
    { requiredKeys: [] },
  )
  .filter((fields) => Object.keys(fields).length > 0);

const selection: fc.Arbitrary<Pick<JobOrder, 'deviceIds' | 'groupId' | 'filter'>> = fc.oneof(
  fc.record({ deviceIds: fc.uniqueArray(id, { minLength: 1, maxLength: 5 }) }),
  fc.record({ groupId: id }),
  fc.record({ groupId: id, filter }),
  fc.record({ filter }),
  fc.constant({ filter: { all: true as const } }),
);

/** References in and out of the catalogue's order, twice too, and lines of one's own between them. */
const command = fc.oneof(
  fc.constantFrom(...COMMAND_CATALOGUE.map(referenceTo)),
  fc.constantFrom('show version', 'show ip ospf', 'clear ip ospf process', '/routing ospf neighbor print'),
);

const whole = (min: number, max: number) => fc.integer({ min, max });
const rate = fc.double({ min: 0, minExcluded: true, max: 1_000_000, noNaN: true });

const rest = fc.record({
  title: optional(word),
  commands: fc.array(command, { minLength: 1, maxLength: 8 }),
  batchSize: optional(whole(0, 50)),
  devicesPerHour: optional(rate),
  strategy: optional(fc.constantFrom(...STRATEGIES)),
  order: optional(fc.constantFrom(...ORDERS)),
  priority: optional(fc.constantFrom(...PRIORITIES)),
  retries: optional(whole(0, MAX_RETRIES)),
  deadlineMs: optional(whole(1, 7 * 86_400_000)),
  canary: optional(
    fc.oneof(
      fc.record({ size: whole(1, 1_000), after: fc.constantFrom('continue' as const, 'wait' as const) }),
      fc.record({ size: whole(1, 1_000) }),
      fc.record({ perPlatformAndCountry: fc.constant(true as const), after: fc.constant('wait' as const) }),
    ),
  ),
  stopRules: optional(
    fc
      .record(
        {
          failedDevices: whole(1, 20_000),
          failedPercent: fc.double({ min: 0, minExcluded: true, max: 100, noNaN: true }),
          failuresInRow: whole(1, 20_000),
          commandRefusals: whole(1, 1_000_000),
        },
        { requiredKeys: [] },
      )
      .filter((rules) => Object.keys(rules).length > 0),
  ),
});

const orders: fc.Arbitrary<JobOrder> = fc.tuple(selection, rest).map(([picked, others]) => ({ ...others, ...picked }));

const withoutAbsent = (value: object) => JSON.parse(JSON.stringify(value));

describe('an order in the form of a new job', () => {
  it('comes out as it went in, whatever it is', () => {
    fc.assert(
      fc.property(orders, (order) => {
        const draft = draftOfOrder(order);
        const picked = selectionOf(draft)!;
        expect(draftProblem(draft, picked)).toBeNull();
        const stored = templateOrderSchema.parse(order);
        expect(withoutAbsent(templateOrderSchema.parse(orderOf(draft, picked)))).toEqual(withoutAbsent(stored));
        // And of what is stored, defaults filled in, as of what was sent.
        const again = draftOfOrder(stored);
        expect(withoutAbsent(templateOrderSchema.parse(orderOf(again, selectionOf(again)!)))).toEqual(
          withoutAbsent(stored),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('has the options of a job that ran with them', () => {
    fc.assert(
      fc.property(orders, (order) => {
        const options = optionsOf(templateOrderSchema.parse(order), 20_000);
        const draft = draftOfOrder({ commands: ['show version'], ...optionsInputOf(options) });
        const input = templateOrderSchema.parse(orderOf(draft, { filter: { all: true } }));
        expect(optionsOf(input, 20_000)).toEqual(options);
      }),
    );
  });

  it('ticks catalogue commands as long as they stand first and in order, and keeps the rest as lines', () => {
    const [first, second] = EVERYDAY_REFERENCES as [string, string];
    const fields = (commands: string[]) => {
      const { references, ownText } = draftOfOrder({ commands });
      return [references, ownText];
    };
    expect(fields([first, second, 'show version'])).toEqual([[first, second], 'show version']);
    expect(fields([second, first])).toEqual([[second], first]);
    expect(fields(['show version', first])).toEqual([[], `show version\n${first}`]);
  });

  it('shows countries alone as ticks, and any other filter as it is', () => {
    expect(selectionDraft({ filter: { country: 'DE' } })).toEqual({ mode: 'countries', countries: ['DE'] });
    expect(selectionDraft({ filter: { countries: ['DE', 'FR'] } })).toMatchObject({ mode: 'countries' });
    expect(selectionDraft({ filter: { country: 'DE', tag: 'core' } })).toMatchObject({ mode: 'filter' });
  });
});
