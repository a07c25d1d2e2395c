import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role, roleIncludes } from '@/domain/role';
import { appRouter, PROCEDURE_ROLES } from '@/server/api/app-router';
import type { ProcedureRole } from '@/server/api/context';
import { restRoutes } from '@/server/api/rest-routes';
import { rolesOf, router } from '@/server/api/trpc';
import { type As, startPortal, type TestPortal } from '../../support/portal';
import { callHttp, openSocket } from '../../support/raw-call';
import { callRest } from '../../support/rest-call';

/** The published rights: who may call what. A new procedure needs its row here. */
const MATRIX: Record<string, ProcedureRole> = {
  'account.me': 'viewer',
  'audit.list': 'admin',
  'commands.catalogue': 'viewer',
  'credentials.create': 'admin',
  'credentials.delete': 'admin',
  'credentials.list': 'admin',
  'credentials.names': 'viewer',
  'credentials.update': 'admin',
  'deviceGroups.addDevices': 'operator',
  'deviceGroups.create': 'operator',
  'deviceGroups.delete': 'operator',
  'deviceGroups.devices': 'viewer',
  'deviceGroups.forgetDeleted': 'operator',
  'deviceGroups.get': 'viewer',
  'deviceGroups.heads': 'viewer',
  'deviceGroups.list': 'viewer',
  'deviceGroups.names': 'viewer',
  'deviceGroups.removeDevices': 'operator',
  'deviceGroups.size': 'viewer',
  'deviceGroups.update': 'operator',
  'devices.countries': 'viewer',
  'devices.create': 'admin',
  'devices.delete': 'admin',
  'devices.detect': 'operator',
  'devices.get': 'viewer',
  'devices.import': 'admin',
  'devices.list': 'viewer',
  'devices.testConnection': 'operator',
  'devices.update': 'admin',
  'hostKeys.accept': 'admin',
  'hostKeys.forget': 'admin',
  'hostKeys.list': 'viewer',
  'hostKeys.reject': 'admin',
  'imports.list': 'admin',
  'imports.undo': 'admin',
  'jobs.cancel': 'operator',
  'jobs.commandTimes': 'viewer',
  'jobs.compare': 'viewer',
  'jobs.create': 'operator',
  'jobs.events': 'viewer',
  'jobs.failures': 'viewer',
  'jobs.forecast': 'viewer',
  'jobs.get': 'viewer',
  'jobs.groups': 'viewer',
  'jobs.list': 'viewer',
  'jobs.onEvents': 'viewer',
  'jobs.onOutput': 'viewer',
  'jobs.onProgress': 'viewer',
  'jobs.snapshot': 'viewer',
  'jobs.order': 'viewer',
  'jobs.output': 'viewer',
  'jobs.outputGroupDevices': 'viewer',
  'jobs.outputGroups': 'viewer',
  'jobs.pause': 'operator',
  'jobs.plan': 'operator',
  'jobs.resume': 'operator',
  'jobs.retry': 'operator',
  'jobs.runs': 'viewer',
  'jobs.searchOutputs': 'viewer',
  'jobs.stopAfterBatch': 'operator',
  'jumpHosts.create': 'admin',
  'jumpHosts.delete': 'admin',
  'jumpHosts.get': 'viewer',
  'jumpHosts.list': 'viewer',
  'jumpHosts.testConnection': 'operator',
  'jumpHosts.update': 'admin',
  'overview.countries': 'viewer',
  'overview.suspendedCredentials': 'viewer',
  'setup.create': 'public',
  'setup.status': 'public',
  'sheets.create': 'admin',
  'sheets.delete': 'admin',
  'sheets.import': 'admin',
  'sheets.list': 'admin',
  'sheets.preview': 'admin',
  'sheets.update': 'admin',
  'templates.create': 'operator',
  'templates.delete': 'operator',
  'templates.get': 'viewer',
  'templates.list': 'viewer',
  'templates.names': 'viewer',
  'templates.plan': 'operator',
  'templates.run': 'operator',
  'templates.update': 'operator',
  'tokens.create': 'admin',
  'tokens.list': 'admin',
  'tokens.revoke': 'admin',
  'users.create': 'admin',
  'users.list': 'admin',
  'users.setDisabled': 'admin',
  'users.setRole': 'admin',
  'webhooks.create': 'admin',
  'webhooks.delete': 'admin',
  'webhooks.deliveries': 'admin',
  'webhooks.dropFailed': 'admin',
  'webhooks.dropHeld': 'admin',
  'webhooks.list': 'admin',
  'webhooks.redeliver': 'admin',
  'webhooks.rotateSecret': 'admin',
  'webhooks.sendFailed': 'admin',
  'webhooks.sendHeld': 'admin',
  'webhooks.test': 'admin',
  'webhooks.update': 'admin',
};

const PROCEDURES = appRouter._def.procedures as unknown as Record<string, { _def: { type: ProcedureType } }>;
type ProcedureType = 'query' | 'mutation' | 'subscription';

/** No procedure has such a field: whoever may call it gets BAD_REQUEST, and nothing is changed. */
const INPUT = { noSuchField: true };

function expectedCode(held: Role | null, needed: ProcedureRole): 'UNAUTHORIZED' | 'FORBIDDEN' | 'BAD_REQUEST' {
  if (needed === 'public') return 'BAD_REQUEST';
  if (held === null) return 'UNAUTHORIZED';
  return roleIncludes(held, needed) ? 'BAD_REQUEST' : 'FORBIDDEN';
}

const STATUS = { UNAUTHORIZED: 401, FORBIDDEN: 403, BAD_REQUEST: 400 };

describe('rights', () => {
  let portal: TestPortal;
  const callers: { label: string; role: Role | null; as: As }[] = [{ label: 'nobody', role: null, as: null }];

  beforeAll(async () => {
    portal = await startPortal();
    for (const role of ROLES) {
      callers.push({ label: `${role} by cookie`, role, as: { cookie: (await portal.createUser(role)).cookie } });
      callers.push({ label: `${role} by token`, role, as: { token: await portal.createToken(role) } });
    }
    callers.push({ label: 'a made-up token', role: null, as: { token: `azt_${'A'.repeat(43)}` } });
  });
  afterAll(() => portal.close());

  /** Side by side, since there are hundreds of calls. */
  const everyCaller = (ask: (caller: (typeof callers)[number]) => Promise<void>) => Promise.all(callers.map(ask));

  it('are stated for every procedure, as published', () => {
    expect(Object.fromEntries([...PROCEDURE_ROLES].sort())).toEqual(MATRIX);
  });

  it('must be stated: a router with a procedure that has no role cannot be built', () => {
    const bare = { ...router({}), _def: { procedures: { 'bare.query': { _def: { type: 'query' } } } } };
    expect(() => rolesOf(bare)).toThrow('bare.query states no role');
  });

  it('hold over HTTP for every procedure and every caller', async () => {
    const wrong: string[] = [];
    await everyCaller(async ({ label, role, as }) => {
      for (const [path, needed] of Object.entries(MATRIX)) {
        // Subscriptions come over HTTP as GET; the websocket test has them.
        if (PROCEDURES[path]?._def.type === 'subscription') continue;
        const { code } = await callHttp(portal, as, path, INPUT);
        if (code !== expectedCode(role, needed)) wrong.push(`${label}: ${path} gave ${code}`);
      }
    });
    expect(wrong).toEqual([]);
    // Hundreds of requests, one after the other.
  });

  it('hold over REST for every procedure that stands there and every caller', async () => {
    const wrong: string[] = [];
    await everyCaller(async ({ label, role, as }) => {
      for (const { method, path, procedure } of restRoutes(appRouter)) {
        const place = `${method} ${path.replace(/\{\w+\}/g, 'none')}`;
        const inQuery = method === 'GET' || method === 'DELETE';
        const { status, body } = inQuery
          ? await callRest(portal, as, `${place}?noSuchField=true`)
          : await callRest(portal, as, place, { body: INPUT });
        const expected = expectedCode(role, MATRIX[procedure]!);
        if (body.code !== expected || status !== STATUS[expected]) wrong.push(`${label}: ${place} gave ${status}`);
      }
      const { body } = await callRest(portal, as, 'GET /jobs/none/progress?noSuchField=true');
      if (body.code !== expectedCode(role, 'viewer')) wrong.push(`${label}: progress gave ${body.code}`);
    });
    expect(wrong).toEqual([]);
  });

  it('hold in a batch over HTTP: each call for itself', async () => {
    const viewer = callers.find(({ label }) => label === 'viewer by token')!;
    const paths = ['account.me', 'tokens.list', 'jobs.plan'];
    const response = await fetch(`${portal.url}/api/trpc/${paths.join(',')}?batch=1`, {
      headers: { authorization: `Bearer ${(viewer.as as { token: string }).token}` },
    });
    const answers = (await response.json()) as { error?: { data: { code: string } } }[];
    expect(answers.map((answer) => answer.error?.data.code ?? 'ok')).toEqual(['ok', 'FORBIDDEN', 'FORBIDDEN']);
  });

  it('hold over the websocket for every procedure and every caller', async () => {
    const wrong: string[] = [];
    await everyCaller(async ({ label, role, as }) => {
      let socket = await openSocket(portal, as);
      for (const [path, needed] of Object.entries(MATRIX)) {
        const { code } = await socket.call(PROCEDURES[path]!._def.type, path, INPUT);
        if (code !== expectedCode(role, needed)) wrong.push(`${label}: ${path} gave ${code}`);
        if (role !== null) continue;
        // One that nobody has signed in to is closed after some seconds, which so many calls may take.
        await socket.close();
        socket = await openSocket(portal, as);
      }
      await socket.close();
    });
    expect(wrong).toEqual([]);
    // Hundreds of calls, one after the other.
  });

  it('cover subscriptions over HTTP too', async () => {
    const input = encodeURIComponent(JSON.stringify({ jobId: 'none' }));
    const response = await fetch(`${portal.url}/api/trpc/jobs.onEvents?input=${input}`, {
      headers: { accept: 'text/event-stream' },
    });
    expect(await response.text()).toContain('UNAUTHORIZED');
  });
});
