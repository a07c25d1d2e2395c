import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type OpenSshBastion, openSshMissing, startOpenSshBastion } from '../../../lab/bastion/open-ssh-bastion';
import { type Lab, startLab } from '../../../lab/start-lab';
import { connectBehind, connectOptions, hop, refusal, visit } from './behind';
import { clearLedger, PASSWORD, USERNAME } from './lab-session';

const missing = openSshMissing();
if (missing !== null) {
  if (process.env.CI === 'true') throw new Error(`A real OpenSSH bastion is needed in CI: ${missing}`);
  process.stderr.write(`SKIPPED: a real OpenSSH bastion (${missing})\n`);
}

describe.skipIf(missing !== null)('routers behind a real OpenSSH bastion', () => {
  let lab: Lab;
  let bastion: OpenSshBastion;
  let closed: OpenSshBastion;

  beforeAll(async () => {
    lab = await startLab({
      seed: 12,
      size: 40,
      username: USERNAME,
      password: PASSWORD,
      port: 0,
      addressBase: '127.100.0.1',
    });
    [bastion, closed] = await Promise.all([
      startOpenSshBastion(),
      startOpenSshBastion({ config: ['AllowTcpForwarding no'] }),
    ]);
  });
  afterAll(() => Promise.all([bastion?.close(), closed?.close(), lab?.close()]));
  afterEach(() => clearLedger(lab));

  const behind = (host: OpenSshBastion, more: object = {}, key = host.privateKey) =>
    connectBehind({
      jumpHosts: [hop('b1', { address: host.address, port: host.port, ...more })],
      secrets: { bastion: { username: host.username, privateKey: key, password: null } },
    });

  it('are reached over one login, as many at once as may be', async () => {
    const fresh = await startOpenSshBastion();
    const connect = behind(fresh, { maxSessions: 8 });
    const answers = await Promise.all(lab.routers.map((router) => visit(connect, router, 'b1')));
    for (const answer of answers) expect(answer).toContain('Neighbor ID');
    await connect.close?.();
    await fresh.until(() => fresh.counts().ended === fresh.counts().logins && fresh.counts().logins > 0);
    expect(fresh.counts().logins).toBe(1);
    expect(lab.ledger.peakSessions()).toBe(8);
    await fresh.close();
  });

  it('fail with what it says where a port is closed, and where it forwards nothing', async () => {
    const [router] = lab.routers;
    const nobody = { ...router!, port: 1 };
    const words = `to ${router!.address}`;
    expect(await refusal(behind(bastion), nobody, 'b1')).toEqual({
      kind: 'unreachable',
      detail: `jump host b1 gets no connection ${words}:1 (Connection refused)`,
    });
    expect(await refusal(behind(closed), router!, 'b1')).toEqual({
      kind: 'unreachable',
      detail: `jump host b1 does not allow a connection ${words}:${router!.port} (open failed)`,
    });
    expect(lab.ledger.counts().connect).toBe(0);
  });

  it('are not reached with a key that it does not know, tried twice at most', async () => {
    const before = bastion.log().length;
    const connect = behind(bastion, {}, closed.privateKey);
    for (const router of lab.routers.slice(0, 5)) {
      expect(await refusal(connect, router, 'b1')).toMatchObject({ kind: 'auth_failed', jumpHost: 'b1' });
    }
    const said = bastion.log().slice(before);
    expect(said.match(/^Connection from /gm)?.length).toBe(2);
    expect(lab.ledger.counts().connect).toBe(0);
  });

  it('its connection test goes through each step', async () => {
    const steps: unknown[] = [];
    const options = connectOptions({ onStep: (step, jumpHost) => steps.push([step, jumpHost]) });
    expect(await behind(bastion).testJumpHost?.('b1', options)).toBeNull();
    expect(steps).toEqual(['resolve', 'connect', 'handshake', 'host_key', 'login'].map((step) => [step, 'b1']));
  });
});
