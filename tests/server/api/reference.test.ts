import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPortal, type TestPortal } from '../../support/portal';

describe('the reference', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${portal.url}/api/v1${path}`, { headers, redirect: 'manual' });

  it.each([
    ['/openapi.json', 'application/json; charset=utf-8'],
    ['/docs', 'text/html; charset=utf-8'],
    ['/docs/reference.js', 'text/javascript; charset=utf-8'],
    ['/docs/reference.css', 'text/css; charset=utf-8'],
    ['/docs/swagger-ui.css', 'text/css; charset=utf-8'],
    ['/docs/swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ])('serves %s to anybody, and an empty answer to who has it', async (path, type) => {
    const first = await get(path);
    expect([first.status, first.headers.get('content-type')]).toEqual([200, type]);
    expect(first.headers.get('content-encoding')).toBe('gzip');
    expect((await first.text()).length).toBeGreaterThan(100);
    const again = await get(path, { 'if-none-match': first.headers.get('etag')! });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('describes the portal at hand', async () => {
    const document = (await (await get('/openapi.json')).json()) as { servers: object };
    expect(document.servers).toEqual([{ url: `${portal.env.PUBLIC_URL}/api/v1` }]);
  });

  it('stands where one would look for it', async () => {
    for (const path of ['', '/', '/docs/']) {
      const response = await get(path);
      expect([path, response.status, response.headers.get('location')]).toEqual([path, 302, '/api/v1/docs']);
    }
    expect((await fetch(`${portal.url}/api/v1/docs`, { method: 'POST' })).status).toBe(405);
  });

  it('needs no other place: no script within the page, no address outside of it', async () => {
    const page = await get('/docs');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/);
    const html = await page.text();
    expect(html).not.toMatch(/https?:|<script>|\son\w+=/);
    for (const [, path] of html.matchAll(/(?:src|href)="\/api\/v1([^"]+)"/g)) {
      expect([path, (await get(path!)).status]).toEqual([path, 200]);
    }
  });

  it('serves nothing else of the package that it comes from', async () => {
    for (const name of [
      'swagger-ui-bundle.js.map',
      'package.json',
      'index.html',
      '..%2f..%2fpackage.json',
      'constructor',
    ]) {
      expect([name, (await get(`/docs/${name}`)).status]).toEqual([name, 404]);
    }
  });
});
