/** Which names this server answers to. Compared whole and exactly: a look-alike is another string. */
export interface AllowedNames {
  /** Of the `Host` header. */
  readonly hosts: ReadonlySet<string>;
  /** Of the `Origin` header. */
  readonly origins: ReadonlySet<string>;
}

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * PUBLIC_URL, the address that is listened on, and this machine's own names for itself. Those last are origins only where
 * PUBLIC_URL is one of them: next to a portal with a public name, `localhost` in a browser is somebody else.
 */
export function allowedNames(publicUrl: string, host: string, port: number): AllowedNames {
  const url = new URL(publicUrl);
  const listening = host.includes(':') ? `[${host}]` : host;
  const own = [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`];
  const origins = new Set([url.origin]);
  if (LOOPBACK.test(url.hostname)) for (const name of own) origins.add(`http://${name}`);
  return { hosts: new Set([url.host, `${listening}:${port}`, ...own]), origins };
}
