import { describe, expect, it } from 'vitest';
import { hopsOf, outcomeOf } from '@/components/connections/step-words';
import type { ConnectionStep } from '@/domain/connection-test';

const step = (jumpHost: string | null, name: ConnectionStep) => ({ jumpHost, step: name, ok: true, durationMs: 1 });

describe('the report of a connection test', () => {
  it('puts steps under their hops, in their order', () => {
    const steps = [step(null, 'resolve'), step('b1', 'connect'), step('b1', 'login'), step(null, 'connect')];
    const hops = hopsOf({ steps }).map((hop) => [hop.jumpHost, hop.steps.map((each) => each.step)]);
    expect(hops).toEqual([
      [null, ['resolve']],
      ['b1', ['connect', 'login']],
      [null, ['connect']],
    ]);
  });

  it('says once which jump host failed, whatever the kind of failure', () => {
    expect(outcomeOf({ failure: { kind: 'refused', jumpHost: 'b1' } })).toBe(
      'Connection refused: jump host b1: it answers, but not on this port',
    );
    const detail = 'jump host b1: it refused password for hop';
    expect(outcomeOf({ failure: { kind: 'auth_failed', detail, jumpHost: 'b1' } })).toBe(`Login refused: ${detail}`);
    expect(outcomeOf({ failure: null })).toBe('Every step went well.');
  });
});
