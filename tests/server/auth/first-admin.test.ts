import { afterEach, describe, expect, it } from 'vitest';
import { startPortal, type TestPortal } from '../../support/portal';

const NOBODY = { ADMIN_EMAIL: '', ADMIN_PASSWORD: '' };
const person = { email: 'first@example.net', password: 'correct horse battery' };

describe('the first admin', () => {
  let portal: TestPortal;
  afterEach(() => portal.close());

  const printedCode = () => /"setupCode":"([A-Z0-9-]+)"/.exec(portal.logs())?.[1] ?? '';

  it('is made once, with the code that the server printed, and can sign in', async () => {
    portal = await startPortal({ env: NOBODY });
    const anybody = portal.client(null);
    expect(await anybody.setup.status.query()).toEqual({ needed: true });
    const code = printedCode();
    expect(code).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$/);

    const both = await Promise.allSettled([
      anybody.setup.create.mutate({ ...person, code }),
      anybody.setup.create.mutate({ ...person, email: 'second@example.net', code }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await anybody.setup.status.query()).toEqual({ needed: false });
    const made = both[0].status === 'fulfilled' ? person.email : 'second@example.net';
    const cookie = await portal.signIn(made, person.password);
    expect(await portal.client({ cookie }).account.me.query()).toMatchObject({ role: 'admin', name: made });
  });

  it('needs the right code, and tries are limited', async () => {
    portal = await startPortal({ env: NOBODY });
    const create = (code: string) => portal.client(null).setup.create.mutate({ ...person, code });
    await expect(create('AAAA-AAAA-AAAA')).rejects.toMatchObject({
      data: { code: 'BAD_REQUEST', fields: [{ field: 'code' }] },
    });
    for (let n = 0; n < 19; n += 1) await expect(create('')).rejects.toThrow();
    await expect(create(printedCode())).rejects.toMatchObject({ data: { code: 'CONFLICT' } });
  });

  it('of the configuration is made when there are no accounts, and no code is printed', async () => {
    portal = await startPortal();
    expect(portal.logs()).not.toContain('setupCode');
    expect(await portal.client(null).setup.status.query()).toEqual({ needed: false });
    await expect(portal.client(null).setup.create.mutate({ ...person, code: 'X' })).rejects.toMatchObject({
      data: { code: 'CONFLICT' },
    });
    expect(await portal.admin.users.list.query()).toMatchObject([{ email: portal.adminEmail, role: 'admin' }]);
  });

  it('of the configuration may have a password of 8 characters and signs in with it', async () => {
    portal = await startPortal({ env: { ADMIN_PASSWORD: 'eight8ch' } });
    expect((await portal.signInResponse(portal.adminEmail, 'eight8ch')).status).toBe(200);
  });

  it('has a password of at least 12 characters', async () => {
    portal = await startPortal({ env: NOBODY });
    const create = portal.client(null).setup.create.mutate({ ...person, password: 'short', code: printedCode() });
    await expect(create).rejects.toMatchObject({ data: { fields: [{ field: 'password' }] } });
  });
});
