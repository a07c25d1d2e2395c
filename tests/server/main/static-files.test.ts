import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStaticFiles } from '@/server/static-files';

const SCRIPT = 'console.log("a script of the build");\n'.repeat(50);

describe('the files of the production build', () => {
  let folder: string;
  let server: Server;
  let url: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'areazero-static-'));
    await writeFile(join(folder, 'a1b2.js'), SCRIPT);
    await writeFile(join(folder, 'a1b2.js.gz'), gzipSync(SCRIPT));
    await writeFile(join(folder, 'font.woff2'), 'not text');
    const serve = createStaticFiles(folder);
    server = createServer((req, res) => {
      if (!serve(req, res)) res.writeHead(404).end(`pages: ${req.url}`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  it('come as they were compressed by the build, and never change under their names', async () => {
    const answer = await fetch(`${url}/_next/static/a1b2.js?v=1`);
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(Number(answer.headers.get('content-length'))).toBe(gzipSync(SCRIPT).length);
    expect(answer.headers.get('content-type')).toMatch(/javascript/);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(await answer.text()).toBe(SCRIPT);
    const plain = await fetch(`${url}/_next/static/a1b2.js`, { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toBe(SCRIPT);
    expect(await (await fetch(`${url}/_next/static/font.woff2`)).text()).toBe('not text');
  });

  it('leave everything else to the pages, with its address as it came', async () => {
    for (const path of ['/_next/static/gone.js', '/_next/data/a1b2.js', '/a1b2.js', '/_next/static/']) {
      const answer = await fetch(url + path);
      expect([answer.status, await answer.text()]).toEqual([404, `pages: ${path}`]);
    }
  });

  it('are there also while another build takes their place', async () => {
    const other = await mkdtemp(join(tmpdir(), 'areazero-static-'));
    await writeFile(join(other, 'c3d4.css'), 'a { color: red }');
    const serve = createStaticFiles(other);
    await rm(other, { recursive: true });
    const after = createServer((req, res) => void serve(req, res));
    await new Promise<void>((resolve) => after.listen(0, '127.0.0.1', resolve));
    const answer = await fetch(`http://127.0.0.1:${(after.address() as AddressInfo).port}/_next/static/c3d4.css`);
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual([
      'text/css; charset=utf-8',
      'a { color: red }',
    ]);
    await new Promise((resolve) => after.close(resolve));
  });

  it('are those of their folder alone', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () =>
        socket.write(
          'GET /_next/static/../../../../../../etc/hostname HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
        ),
      );
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('end', () => resolve(text)).on('error', reject);
    });
    expect(answer).toContain('404');
  });
});
