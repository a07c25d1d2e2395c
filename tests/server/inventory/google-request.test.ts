import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { askGoogle } from '@/server/inventory/google-request';

const asked: string[] = [];
const server = createServer((req, res) => {
  asked.push(req.url ?? '');
  res.writeHead(302, { location: '/elsewhere' }).end();
});
afterEach(() => server.close());

it('a redirect is not followed, and is not told as a host that nobody reaches', async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = await askGoogle(`http://${host}/v4`, { headers: { authorization: 'Bearer x' } });
  expect(answer).toEqual({ ok: false, message: expect.stringMatching(`^${host} redirects`) });
  expect(asked).toEqual(['/v4']);
});
