import { get, type IncomingMessage } from 'node:http';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Download, downloadPath } from '@/domain/download';
import type { EventBody } from '@/domain/event-schema';
import { initialProgress } from '@/domain/progress';
import { openDatabase } from '@/server/db/client';
import { createJobStore } from '@/server/db/job-store';
import { jobEnd } from '../../support/fleet';
import { type As, headersOf, startPortal, type TestPortal } from '../../support/portal';
import { deviceRun, flushOf, jobStarts, samplePlan } from '../../support/sample-jobs';
import { type ScriptedRouter, startScriptedRouter } from '../ssh/scripted-router';

const ANSWERS: Record<string, Buffer> = {
  'show nul': Buffer.from('a\u0000b\u0000\r\n'),
  'show bad utf8': Buffer.from([0x66, 0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0x0d, 0x0a]),
  'show escape': Buffer.from('\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u009b2J\r\n'),
  'show bidi': Buffer.from('abc \u202egnp.exe\u202c \u2066x\u2069\r\n'),
  'show script': Buffer.from('<script>alert(document.cookie)</script><img src=x onerror=alert(1)>\r\n'),
  'show bytes': Buffer.from(Array.from({ length: 256 }, (_, n) => n).filter((n) => n !== 0x0d && n !== 0x0a)),
};
const commands = Object.keys(ANSWERS);

let portal: TestPortal;
let router: ScriptedRouter;
let deviceId: string;
let jobId: string;

beforeAll(async () => {
  portal = await startPortal();
  router = await startScriptedRouter({
    shell: async (channel, lines) => {
      channel.write('\r\nr1#');
      for await (const line of lines) {
        if (line === 'exit') return channel.close();
        channel.write(`${line}\r\n`);
        const answer = ANSWERS[line];
        if (answer) channel.write(answer);
        channel.write(answer && !answer.includes(0x0a) ? '\r\nr1#' : 'r1#');
      }
    },
  });
  const { admin } = portal;
  const { id: credentialId } = await admin.credentials.create.mutate({
    name: 'lab',
    username: 'u',
    password: 'p'.repeat(8),
  });
  const device = { name: 'r1 / core', address: router.address, port: router.port, country: 'DE' };
  deviceId = (await admin.devices.create.mutate({ ...device, platform: 'cisco_ios', credentialId })).id;
  jobId = (await admin.jobs.create.mutate({ title: 'Größe "x"', deviceIds: [deviceId], commands })).jobId;
  await jobEnd({ portal }, jobId);
});
afterAll(async () => {
  await portal.close();
  await router.close();
});

const fetched = (download: Download, as: As, headers: Record<string, string> = {}) =>
  fetch(portal.url + downloadPath(download), { headers: { ...headersOf(as), ...headers } });
const admin = (): As => ({ cookie: portal.adminCookie });

/** A job of `devices` devices in the portal's database, with `kilobytes` of output each; `gone`: one without history. */
async function storedJob(id: string, devices: number, kilobytes: number, gone?: number): Promise<void> {
  const db = await openDatabase(`file:${portal.dbPath}`);
  const store = createJobStore(db);
  const plan = samplePlan(id, devices);
  await store.create(plan);
  const progress = initialProgress(plan);
  const chunk = Array.from({ length: kilobytes * 32 }, () => Math.random().toString(36).padEnd(31, 'x')).join('\n');
  const bodies: EventBody[] = plan.devices.flatMap((device) => deviceRun(device.deviceId, chunk));
  await store.append(flushOf(progress, [...jobStarts, ...bodies]));
  const [where, which] = ['"jobId" = ? AND "deviceId" = ?', [id, `dev-${gone}`]] as const;
  if (gone !== undefined) await db.sql.run(`DELETE FROM "JobEvent" WHERE ${where}`, which);
  await db.close();
}

describe('the raw download of an answer', () => {
  it.each(commands.map((line, index) => [line, index] as const))(
    'is byte for byte what the router sent: %s',
    async (line, index) => {
      const response = await fetched({ jobId, of: 'command', deviceId, index }, admin());
      const sent = ANSWERS[line]!;
      const expected = sent.includes(0x0a) ? sent : Buffer.concat([sent, Buffer.from('\r\n')]);
      expect(Buffer.from(await response.arrayBuffer())).toEqual(expected);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-length': String(expected.length),
        'content-disposition': `attachment; filename="r1-core-${index + 1}-${line.replaceAll(' ', '-')}.bin"`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; sandbox",
        'cross-origin-resource-policy': 'same-origin',
      });
    },
  );
});

describe('the other downloads', () => {
  it('of a device is its cleaned text, a heading per command', async () => {
    const response = await fetched({ jobId, of: 'device', deviceId }, admin());
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="r1-core.txt"');
    const text = await response.text();
    expect(text).toContain('# Job: Größe "x"');
    for (const [index, line] of commands.entries()) expect(text).toContain(`### ${index + 1}/6 ${line}\n### completed`);
    expect(text).toContain('abc <U+202E>gnp.exe');
    expect(text).toContain('\nred  \n');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is the point
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
  });

  it('of a job are complete and named after it', async () => {
    const zip = await fetched({ jobId, of: 'job', format: 'zip' }, admin());
    expect(zip.headers.get('content-disposition')).toMatch(/^attachment; filename="Gro-e-x-\d{4}-\d\d-\d\d\.zip"$/);
    const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
    expect(Object.keys(files)).toEqual(['summary.txt', 'summary.csv', 'DE/r1 _ core.txt']);
    expect(strFromU8(files['summary.txt']!)).not.toContain('had not ended');
    const json = await (await fetched({ jobId, of: 'job', format: 'json' }, admin())).json();
    expect(json.job).toMatchObject({ jobId, ended: true, outcome: 'ok' });
    const exact = (command: { output: string; outputBase64: string | null }) =>
      command.outputBase64 === null ? Buffer.from(command.output) : Buffer.from(command.outputBase64, 'base64');
    expect(exact(json.devices[0].commands[1])).toEqual(ANSWERS['show bad utf8']);
    expect(exact(json.devices[0].commands[2])).toEqual(ANSWERS['show escape']);
    const csv = await (await fetched({ jobId, of: 'job', format: 'csv' }, admin())).text();
    expect(csv.split('\r\n')[1]).toMatch(/^r1 \/ core,DE,cisco_ios,/);
  });

  it('of a job that still runs say so, in their name and in themselves', async () => {
    await storedJob('half', 12, 1);
    const zip = await fetched({ jobId: 'half', of: 'job', format: 'zip' }, admin());
    expect(zip.headers.get('content-disposition')).toContain('-so-far.zip"');
    const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
    expect(strFromU8(files['summary.txt']!)).toContain('had not ended when this file was made: 12 of 12 devices had.');
  });
});

describe('a download is refused', () => {
  const zip: Download = { jobId: 'none', of: 'job', format: 'zip' };
  const statusOf = async (download: Download, as: As, headers?: Record<string, string>) =>
    (await fetched(download, as, headers)).status;

  it('without sign-in, with a wrong token, and to who was signed out or revoked; a viewer may', async () => {
    const all: Download[] = [
      { jobId, of: 'job', format: 'zip' },
      { jobId, of: 'job', format: 'csv' },
      { jobId, of: 'job', format: 'json' },
      { jobId, of: 'device', deviceId },
      { jobId, of: 'command', deviceId, index: 0 },
    ];
    const viewer = { cookie: (await portal.createUser('viewer')).cookie };
    const token = { token: await portal.createToken('viewer') };
    for (const download of all) {
      expect(await statusOf(download, null)).toBe(401);
      expect(await statusOf(download, { token: `azt_${'A'.repeat(43)}` })).toBe(401);
      // A cookie adds nothing to a token that is none.
      expect(await statusOf(download, { token: 'nonsense' }, { cookie: portal.adminCookie })).toBe(401);
      expect(await statusOf(download, viewer)).toBe(200);
      expect(await statusOf(download, token)).toBe(200);
    }
    const { id } = (await portal.admin.tokens.list.query()).find(({ name }) => name.startsWith('viewer'))!;
    await portal.admin.tokens.revoke.mutate({ id });
    for (const download of all) expect(await statusOf(download, token)).toBe(401);
  });

  it('to another Host, a foreign Origin and what another site embeds; a service with a token has no origin', async () => {
    const download: Download = { jobId, of: 'device', deviceId };
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      expect([headers, await statusOf(download, admin(), headers)]).toEqual([headers, 403]);
    }
    expect(await statusOf(download, admin(), { origin: portal.url, 'sec-fetch-site': 'same-origin' })).toBe(200);
    const host = await new Promise<number>((resolve) => {
      const headers = { host: 'evil.example', cookie: portal.adminCookie };
      get(portal.url + downloadPath(download), { headers }, (res) => resolve(res.resume().statusCode ?? 0));
    });
    expect(host).toBe(421);
  });

  it('with 404 for what there is not, 400 for what is no id, 405 for another method, and never more than a sentence', async () => {
    const texts: string[] = [];
    const status = async (path: string, method = 'GET') => {
      const response = await fetch(portal.url + path, { method, headers: headersOf(admin()) });
      texts.push(await response.text());
      return response.status;
    };
    expect(await status(downloadPath(zip))).toBe(404);
    expect(await status(downloadPath({ jobId, of: 'device', deviceId: 'none' }))).toBe(404);
    expect(await status(downloadPath({ jobId, of: 'command', deviceId, index: 6 }))).toBe(404);
    expect(await status('/api/jobs/')).toBe(404);
    expect(await status(`/api/jobs/${jobId}/output.tar`)).toBe(404);
    expect(await status('/api/jobs/%2e%2e%2f/output.zip')).toBe(400);
    expect(await status(`/api/jobs/${jobId}/devices/${deviceId}/commands/x/output.bin`)).toBe(400);
    expect(await status(downloadPath({ jobId, of: 'job', format: 'csv' }), 'POST')).toBe(405);
    for (const text of texts) expect(text).toMatch(/^[^\n]{5,120}\n$/);
    expect(texts[0]).toBe('Job none: not found\n');
    expect(texts[6]).toMatch(/^index: expected/);
  });
});

describe('a large download', () => {
  /** Takes the head and then nothing, as a client that has stopped reading. */
  const stalled = (download: Download, as: As) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      get(portal.url + downloadPath(download), { headers: headersOf(as), agent: false }, (res) => {
        res.on('error', () => {});
        resolve(res.pause());
      }).on('error', reject);
    });
  const big: Download = { jobId: 'big', of: 'job', format: 'json' };
  const endedWith = (path: string) =>
    portal
      .logs()
      .split('\n')
      .filter((line) => line.includes(`"path":"${path}"`) && line.includes('"aborted":true')).length;

  beforeAll(() => storedJob('big', 300, 128));

  it('holds one of eight places; the next is told to wait, and a client that goes away gives its place back', async () => {
    const open = await Promise.all(Array.from({ length: 8 }, () => stalled(big, admin())));
    expect(open.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(200));
    const ninth = await fetched({ jobId, of: 'device', deviceId }, admin());
    expect([ninth.status, ninth.headers.get('retry-after')]).toEqual([429, '5']);
    for (const res of open) res.destroy();
    await expect.poll(async () => (await fetched({ jobId, of: 'device', deviceId }, admin())).status).toBe(200);
    expect(portal.logs()).not.toContain('"file":"Check-big');
  });

  it('ends when the token that it was asked with is revoked', async () => {
    const token = await portal.createToken('viewer');
    await stalled(big, { token });
    const before = endedWith(downloadPath(big));
    const tokens = await portal.admin.tokens.list.query();
    for (const { id } of tokens) await portal.admin.tokens.revoke.mutate({ id });
    await expect.poll(() => endedWith(downloadPath(big))).toBeGreaterThan(before);
  });

  it.each(['zip', 'csv', 'json'] as const)(
    'that fails in the middle ends visibly broken as %s, not as a whole file',
    async (format) => {
      await storedJob(`torn-${format}`, 40, 64, 30);
      const response = await fetched({ jobId: `torn-${format}`, of: 'job', format }, admin());
      expect(response.status).toBe(200);
      await expect(response.arrayBuffer()).rejects.toThrow();
      expect(portal.logs()).toContain(`"file":"Check-torn-${format}`);
    },
  );
});
