import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type As, startPortal, type TestPortal } from '../../support/portal';
import { callHttp, openSocket } from '../../support/raw-call';

describe('when rights are taken away', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.close());

  /** Opens a socket, takes rights away, and gives how long the socket lived on, in milliseconds. */
  async function lifeAfter(as: As, takeAway: () => Promise<unknown>): Promise<number> {
    const { socket, call } = await openSocket(portal, as);
    expect((await call('query', 'account.me', {})).code).toBeNull();
    const closed = once(socket, 'close');
    await takeAway();
    const from = performance.now();
    const after = await callHttp(portal, as, 'jobs.create', {});
    expect(['UNAUTHORIZED', 'FORBIDDEN']).toContain(after.code);
    await closed;
    return performance.now() - from;
  }

  it('a revoked token is refused at once and its sockets end within 5 s', async () => {
    const { id, token } = await portal.admin.tokens.create.mutate({ name: 'to-revoke', role: 'operator' });
    expect(await lifeAfter({ token }, () => portal.admin.tokens.revoke.mutate({ id }))).toBeLessThan(5_000);
  });

  it('a disabled account is refused at once, cannot sign in again, and its sockets end within 5 s', async () => {
    const { id, cookie, email, password } = await portal.createUser('operator');
    const disable = () => portal.admin.users.setDisabled.mutate({ id, disabled: true });
    expect(await lifeAfter({ cookie }, disable)).toBeLessThan(5_000);
    expect((await portal.signInResponse(email, password)).ok).toBe(false);
  });

  it('a lowered role holds at once, and its sockets end within 5 s', async () => {
    const { id, cookie } = await portal.createUser('operator');
    const lower = () => portal.admin.users.setRole.mutate({ id, role: 'viewer' });
    expect(await lifeAfter({ cookie }, lower)).toBeLessThan(5_000);
  });

  it('a signed-out account is refused at once and its sockets end within 5 s', async () => {
    const { cookie } = await portal.createUser('operator');
    const signOut = () =>
      fetch(`${portal.url}/api/auth/sign-out`, { method: 'POST', headers: { cookie, origin: portal.url } });
    expect(await lifeAfter({ cookie }, signOut)).toBeLessThan(5_000);
  });

  it('the last admin stays: nobody could undo it', async () => {
    const [admin] = (await portal.admin.users.list.query()).filter(({ role }) => role === 'admin');
    const code = { data: { code: 'CONFLICT' } };
    await expect(portal.admin.users.setRole.mutate({ id: admin!.id, role: 'viewer' })).rejects.toMatchObject(code);
    await expect(portal.admin.users.setDisabled.mutate({ id: admin!.id, disabled: true })).rejects.toMatchObject(code);
  });
});
