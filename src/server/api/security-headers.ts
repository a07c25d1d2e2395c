import type { ServerResponse } from 'node:http';

/**
 * On every answer. Scripts of this origin only; inline ones are allowed because Next writes its page data in inline
 * scripts into pages that it renders ahead of time, where a nonce cannot be known.
 */
export function securityHeaders(publicUrl: string, dev: boolean): (res: ServerResponse) => void {
  const { protocol, host } = new URL(publicUrl);
  const websocket = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}`;
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${dev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' ${websocket}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  return (res) => {
    res.setHeader('Content-Security-Policy', policy);
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('Referrer-Policy', 'same-origin');
    res.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    if (protocol === 'https:') res.setHeader('Strict-Transport-Security', 'max-age=31536000');
  };
}
