import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_ANSWER_BYTES, type PostOrder, post } from '@/server/webhooks/post';
import { selfSigned } from '../../support/self-signed';
import { type Receiver, startReceiver } from '../../support/webhook-receiver';

describe('one request of a webhook', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());

  const send = (change: Partial<PostOrder> = {}) =>
    post({
      url: `http://receiver.test:${receiver.port}/hook?a=b`,
      addresses: ['127.0.0.1'],
      headers: { 'content-type': 'application/json' },
      body: '{"é":1}',
      timeoutMs: 30_000,
      signal: new AbortController().signal,
      ...change,
    });

  it('goes to the addresses that were checked, under the name of the URL, without asking DNS', async () => {
    receiver.answerWith((_, res) => void res.writeHead(202).end('thanks'));
    expect(await send()).toEqual({ status: 202, retryAfter: null, body: Buffer.from('thanks') });
    expect(receiver.received).toMatchObject([
      { path: '/hook?a=b', body: '{"é":1}', headers: { host: `receiver.test:${receiver.port}` } },
    ]);
  });

  it('tries the next address where the first does not listen', async () => {
    expect(await send({ addresses: ['127.0.0.2', '127.0.0.1'] })).toMatchObject({ status: 200 });
  });

  it('does not follow a redirect', async () => {
    receiver.answerWith((_, res) => void res.writeHead(302, { location: `http://127.0.0.1:${receiver.port}/x` }).end());
    expect(await send()).toMatchObject({ status: 302 });
    expect(receiver.received).toHaveLength(1);
  });

  it('reads no more than the beginning of an endless answer', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    let sent = 0;
    const ended = new Promise((resolve) =>
      receiver.answerWith((_, res) => {
        const more = () => {
          sent += chunk.length;
          // Not at once: what is written to a connection that has just been cut is called back before it is known as cut.
          if (!res.destroyed) res.write(chunk, () => setImmediate(more));
        };
        res.once('close', resolve);
        more();
      }),
    );
    expect(await send()).toMatchObject({ status: 200, body: Buffer.alloc(MAX_ANSWER_BYTES, 'x') });
    // The connection was cut: the receiver did not get rid of more than what sockets buffer.
    await ended;
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  it('takes the status of an answer whose body does not come to an end in time', async () => {
    receiver.answerWith((_, res) => void res.write('so far'));
    expect(await send({ timeoutMs: 3_000 })).toMatchObject({ status: 200, body: Buffer.from('so far') });
  });

  it('gives up on a receiver that says nothing', async () => {
    receiver.answerWith(() => {});
    expect(await send({ timeoutMs: 300 })).toEqual({ error: 'No answer within 0.3 s' });
  });

  it('says what went wrong where nobody listens, hangs up, or speaks something else', async () => {
    expect(await send({ addresses: ['127.0.0.2'] })).toMatchObject({ error: expect.stringContaining('ECONNREFUSED') });
    receiver.answerWith((_, res) => void res.destroy());
    expect(await send()).toMatchObject({ error: expect.stringMatching(/hang up|reset/) });
    const other = createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    expect(await send({ url: `http://127.0.0.1:${port}/` })).toMatchObject({ error: expect.any(String) });
    other.close();
  });

  it('ends at once when the portal stops', async () => {
    receiver.answerWith(() => {});
    const stop = new AbortController();
    const result = send({ signal: stop.signal });
    await receiver.count(1);
    stop.abort();
    expect(await result).toEqual({ error: 'The portal stopped' });
  });

  it('over TLS trusts a certificate for the name of the URL alone', async () => {
    const tls = selfSigned('receiver.test');
    const secure = await startReceiver(tls);
    const to = (host: string, ca: string | undefined) =>
      send({ url: `https://${host}:${secure.port}/`, ca, addresses: ['127.0.0.1'] });
    expect(await to('receiver.test', tls.cert)).toMatchObject({ status: 200 });
    expect(await to('receiver.test', undefined)).toMatchObject({ error: expect.stringContaining('self-signed') });
    expect(await to('other.test', tls.cert)).toMatchObject({ error: expect.stringContaining('altnames') });
    expect(secure.received).toHaveLength(1);
    await secure.close();
  });
});
