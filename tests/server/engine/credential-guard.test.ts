import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CredentialGuard } from '@/server/engine/credential-guard';

const turns = async (count: number) => {
  for (let i = 0; i < count; i += 1) await Promise.resolve();
};

it('at most two logins fail, in whatever order answers come and whenever the password is changed', async () => {
  const device = fc.record({ answerTurns: fc.nat(8), silent: fc.boolean(), canceled: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(device, { minLength: 1, maxLength: 40 }),
      fc.nat(40),
      fc.nat(2),
      async (devices, goodLogins, doubtful) => {
        const suspended: number[] = [];
        const guard = new CredentialGuard((_, failedLogins) => suspended.push(failedLogins));
        guard.restore('c', { failed: 0, doubtful: Math.min(doubtful, 1), suspended: false });
        let logins = 0;
        let failed = 0;
        let withheld = 0;
        await Promise.all(
          devices.map(async ({ answerTurns, silent, canceled }) => {
            const controller = new AbortController();
            const watch = guard.watch('c', controller.signal);
            if (canceled) queueMicrotask(() => controller.abort());
            const may = await watch.mayLogIn();
            if (!may) {
              withheld += 1;
              return watch.decided('none');
            }
            logins += 1;
            const good = logins <= goodLogins;
            await turns(answerTurns);
            if (!silent && !good) failed += 1;
            watch.decided(silent ? 'none' : good ? 'ok' : 'refused');
          }),
        );
        expect(failed).toBeLessThanOrEqual(2);
        expect(suspended.length).toBeLessThanOrEqual(1);
        if (failed === 2) expect(suspended).toHaveLength(1);
        // Nobody is left waiting, and nobody is sent away without a reason.
        const reasons = devices.filter(({ canceled }) => canceled).length;
        if (suspended.length === 0) expect(withheld).toBeLessThanOrEqual(reasons);
      },
    ),
    { numRuns: 300 },
  );
});

it('after a kill with logins under way one more failure suspends; one success takes the doubt away', async () => {
  const never = new AbortController().signal;
  const suspended: number[] = [];
  const guard = new CredentialGuard((_, failedLogins) => suspended.push(failedLogins));
  guard.restore('bad', { failed: 0, doubtful: 1, suspended: false });
  guard.restore('good', { failed: 0, doubtful: 1, suspended: false });
  const login = async (credentialId: string, answer: 'ok' | 'refused') => {
    const watch = guard.watch(credentialId, never);
    const may = await watch.mayLogIn();
    watch.decided(may ? answer : 'none');
    return may;
  };
  expect(await login('bad', 'refused')).toBe(true);
  expect(await login('bad', 'ok')).toBe(false);
  expect(suspended).toEqual([1]);
  expect(await login('good', 'ok')).toBe(true);
  expect(await login('good', 'refused')).toBe(true);
  expect(await login('good', 'ok')).toBe(true);
  expect(suspended).toEqual([1]);
});
