import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { RECHECK_MS } from '@/server/api/watch-rights';
import { type As, startPortal, type TestPortal } from '../../support/portal';
import { callHttp, openSocket } from '../../support/raw-call';

describe('when rights are taken away', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal({ env: { HANDSHAKE_TIMEOUT_MS: '600000' } });
  });
  afterAll(() => portal.close());

  /** Opens a socket, takes rights away, and resolves when the socket has ended for that. */
  async function endsAfter(as: As, takeAway: () => Promise<unknown>): Promise<void> {
    const { socket, call } = await openSocket(portal, as);
    expect((await call('query', 'account.me', {})).code).toBeNull();
    const closed = once(socket, 'close');
    await takeAway();
    const after = await callHttp(portal, as, 'jobs.create', {});
    expect(['UNAUTHORIZED', 'FORBIDDEN']).toContain(after.code);
    await closed;
  }

  it('is looked for often enough to end everything within 5 s', () => {
    expect(RECHECK_MS).toBeLessThanOrEqual(2_500);
  });

  it('a revoked token is refused at once and its sockets end', async () => {
    const { id, token } = await portal.admin.tokens.create.mutate({ name: 'to-revoke', role: 'operator' });
    await endsAfter({ token }, () => portal.admin.tokens.revoke.mutate({ id }));
  });

  it('a disabled account is refused at once, cannot sign in again, and its sockets end', async () => {
    const { id, cookie, email, password } = await portal.createUser('operator');
    const disable = () => portal.admin.users.setDisabled.mutate({ id, disabled: true });
    await endsAfter({ cookie }, disable);
    expect((await portal.signInResponse(email, password)).ok).toBe(false);
  });

  it('a lowered role holds at once, and its sockets end', async () => {
    const { id, cookie } = await portal.createUser('operator');
    const lower = () => portal.admin.users.setRole.mutate({ id, role: 'viewer' });
    await endsAfter({ cookie }, lower);
  });

  it('a signed-out account is refused at once and its sockets end', async () => {
    const { cookie } = await portal.createUser('operator');
    const signOut = () =>
      fetch(`${portal.url}/api/auth/sign-out`, { method: 'POST', headers: { cookie, origin: portal.url } });
    await endsAfter({ cookie }, signOut);
  });

  it('a socket that nobody signs in to gives its place back', async () => {
    const silent = new WebSocket(`${portal.wsUrl}?connectionParams=1`);
    const [{ socket }, known] = await Promise.all([
      openSocket(portal, null),
      openSocket(portal, { cookie: portal.adminCookie }),
    ]);
    const codes = await Promise.all([once(socket, 'close'), once(silent, 'close')]);
    expect(codes.map(([code]) => code)).toEqual([1008, 1008]);
    expect((await known.call('query', 'account.me', {})).code).toBeNull();
    await known.close();
  });

  it('a stream over HTTP ends with its token', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const credential = await portal.admin.credentials.create.mutate({ name: 'c', username: 'u', password: 'p' });
    const device = { name: 'silent', address: '127.0.0.1', port, country: 'DE', platform: 'frr' } as const;
    const { id: deviceId } = await portal.admin.devices.create.mutate({ ...device, credentialId: credential.id });
    const { jobId } = await portal.admin.jobs.create.mutate({ deviceIds: [deviceId], commands: ['show version'] });
    const { id, token } = await portal.admin.tokens.create.mutate({ name: 'stream', role: 'viewer' });

    const query = encodeURIComponent(JSON.stringify({ jobId }));
    const stream = await fetch(`${portal.url}/api/trpc/jobs.onEvents?input=${query}`, {
      headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    });
    expect(stream.status).toBe(200);
    await portal.admin.tokens.revoke.mutate({ id });
    await expect(stream.text()).rejects.toThrow();
    await portal.admin.jobs.cancel.mutate({ jobId });
    silent.close();
  });

  it('the last admin stays: nobody could undo it', async () => {
    const [admin] = (await portal.admin.users.list.query()).filter(({ role }) => role === 'admin');
    const code = { data: { code: 'CONFLICT' } };
    await expect(portal.admin.users.setRole.mutate({ id: admin!.id, role: 'viewer' })).rejects.toMatchObject(code);
    await expect(portal.admin.users.setDisabled.mutate({ id: admin!.id, disabled: true })).rejects.toMatchObject(code);
  });
});
