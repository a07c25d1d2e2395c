import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FAILURE_KINDS } from '@/domain/failure';
import { STOP_RULES } from '@/domain/job-options';
import { parseReason, type Reason, reasonText } from '@/domain/reason';

const count = fc.nat();
const value = fc.oneof(count, fc.double({ min: 0, max: 100, noNaN: true, noDefaultInfinity: true }));

const reasons: fc.Arbitrary<Reason> = fc.oneof(
  fc.constantFrom(
    { kind: 'credential_suspect' } as const,
    { kind: 'canary_passed' } as const,
    { kind: 'restored' } as const,
    { kind: 'portal_stopped' } as const,
    { kind: 'portal_restarted' } as const,
  ),
  fc.record({ kind: fc.constant('stop_rule' as const), rule: fc.constantFrom(...STOP_RULES), value, limit: value }),
  fc.record({ kind: fc.constant('canary_failed' as const), devices: count }),
  fc.record({ kind: fc.constant('deadline' as const), ms: count }),
  fc.record({ kind: fc.constant('away' as const), minutes: count }),
  fc.record({ kind: fc.constant('person' as const), by: fc.string() }),
  fc.record({ kind: fc.constant('stopped_after_batch' as const), batch: count, by: fc.string() }),
  fc.record({
    kind: fc.constant('retried' as const),
    // A device that failed by this program's own fault is not tried again.
    failure: fc.constantFrom(...FAILURE_KINDS.filter((kind) => kind !== 'internal')),
  }),
);

it('every reason that is written down is read back as it was', () => {
  fc.assert(
    fc.property(reasons, (reason) => {
      expect(parseReason(reasonText(reason))).toEqual(reason);
    }),
  );
});

it('an internal error is told from a device that is tried again', () => {
  expect(parseReason(reasonText({ kind: 'internal' }))).toEqual({ kind: 'internal' });
});

it('other text is not taken for one', () => {
  expect(parseReason('because')).toBeNull();
  expect(parseReason('stop rule noSuchRule: 1 reached the limit of 1')).toBeNull();
});
