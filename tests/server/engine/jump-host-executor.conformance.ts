import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionTest, DeviceTarget, Executor } from '@/server/engine/ports';
import { NO_SECRET } from '@/server/engine/ports';
import { type Bastion, startBastion } from '../../../lab/bastion/start-bastion';
import type { Lab } from '../../../lab/start-lab';
import { BASTION_LOGIN, hop } from '../ssh/behind';
import { type ExecutorParts, eventsOf, labParts, never, read, startExecutorLab, workOf } from './executor.conformance';

/** What every Executor must do with devices behind a jump host, and with connection tests. */
export function jumpHostConformance(name: string, addressBase: string, make: (parts: ExecutorParts) => Executor): void {
  describe(`Executor and jump hosts: ${name}`, () => {
    let lab: Lab;
    let bastion: Bastion;
    let executor: Executor;

    beforeAll(async () => {
      lab = await startExecutorLab(addressBase, 24);
      bastion = await startBastion(BASTION_LOGIN);
    });
    afterAll(() => Promise.all([bastion.close(), lab.close()]));
    afterEach(async () => {
      await executor.close();
      await bastion.until(() => bastion.open().connections === 0);
      bastion.setFault(null);
      bastion.clear();
      await lab.ledger.idle();
      lab.ledger.clear();
    });

    const open = (): Executor => {
      const { address, port } = bastion;
      const { secrets, ...parts } = labParts();
      executor = make({
        ...parts,
        secrets: {
          reveal: async (id) => (id === 'bastion' ? { ...NO_SECRET, ...BASTION_LOGIN, realm: id } : secrets.reveal(id)),
        },
        jumpHosts: { find: async (id) => (id === 'b1' ? hop('b1', { address, port, maxSessions: 6 }) : null) },
      });
      return executor;
    };
    const works = () =>
      lab.routers.map((router) => {
        const work = workOf(router, [read('show ip ospf neighbor')]);
        return { ...work, target: { ...work.target, jumpHostId: 'b1' } };
      });
    const test = (subject: ConnectionTest['subject'], signal = never()) => {
      const { clocks, maxOutputBytes } = works()[0]!;
      return executor.test({ subject, clocks, maxOutputBytes }, signal);
    };
    const device = (target: DeviceTarget) => ({ kind: 'device', target }) as const;
    const JUMP_HOST = { kind: 'jump_host', jumpHostId: 'b1' } as const;

    it('many devices at once share one connection to it, and no more of its channels than it may carry', async () => {
      const { run } = open();
      const all = await Promise.all(works().map((work) => eventsOf(run(work, never()))));
      for (const events of all) expect(events.at(-1)).toMatchObject({ type: 'device.completed' });
      expect(bastion.ledger).toMatchObject({ connections: 1, channels: 24, peakChannels: 6 });
    });

    it('a connection test reports each step', async () => {
      open();
      const report = await test(device(works()[0]!.target));
      expect(report).toMatchObject({ failure: null });
      expect(report.steps.map(({ step, jumpHost }) => `${jumpHost ?? 'device'} ${step}`)).toEqual([
        'device resolve',
        ...['resolve', 'connect', 'handshake', 'host_key', 'login'].map((step) => `b1 ${step}`),
        ...['connect', 'handshake', 'host_key', 'login', 'prompt'].map((step) => `device ${step}`),
      ]);
    });

    it('a test of the jump host that goes well lifts the refusal of its login', async () => {
      const { run } = open();
      bastion.setFault('wrong_password');
      for (const work of works().slice(0, 4)) {
        const events = await eventsOf(run(work, never()));
        expect(events.at(-1)).toMatchObject({ failure: { kind: 'auth_failed', jumpHost: 'b1' } });
      }
      expect(bastion.ledger.failedLogins).toBe(2);
      bastion.setFault(null);
      expect((await test(JUMP_HOST)).failure).toBeNull();
      expect((await eventsOf(run(works()[0]!, never()))).at(-1)).toMatchObject({ type: 'device.completed' });
    });

    it('a test that is no longer wanted ends', async () => {
      open();
      bastion.setFault('silent_channels');
      const stop = new AbortController();
      const running = test(device(works()[0]!.target), stop.signal);
      await bastion.until(() => bastion.ledger.logins === 1);
      stop.abort();
      expect((await running).failure).toMatchObject({ kind: 'connection_lost' });
    });
  });
}
