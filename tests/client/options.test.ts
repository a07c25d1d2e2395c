import { describe, expect, it } from 'vitest';
import { createAreaZeroClient } from '@/client/client';

const token = 'azt_test';
const url = 'https://areazero.example.net';

describe('the options of the client', () => {
  it.each([
    ['areazero.example.net', /^url: expected .* as in https:/],
    ['ws://areazero.example.net', /got the scheme ws:/],
    [`${url}/portal`, /without a path, got \/portal/],
    [`${url}/?a=1`, /without anything after the host/],
    ['', /^url: expected/],
    [undefined, /^url: expected/],
  ])('refuse the url %j', (wrong, message) => {
    expect(() => createAreaZeroClient({ url: wrong as string, token })).toThrow(message);
  });

  it('refuse a password in the url without repeating it', () => {
    const make = () => createAreaZeroClient({ url: 'https://me:hidden@areazero.example.net', token });
    expect(make).toThrow(/without a user or password/);
    expect(make).not.toThrow(/hidden/);
  });

  it.each([
    ['', /^token: expected an API token, got none/],
    [undefined, /^token: expected an API token, got none/],
    ['azt_secret\n', /^token: expected an API token without spaces or line breaks$/],
    ['azt secret', /^token: expected an API token without spaces or line breaks$/],
  ])('refuse the token %j', (wrong, message) => {
    expect(() => createAreaZeroClient({ url, token: wrong as string })).toThrow(message);
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 31, '5'])('refuse the timeout %j', (wrong) => {
    const make = () => createAreaZeroClient({ url, token, timeoutMs: wrong as number });
    expect(make).toThrow(/^timeoutMs: expected whole milliseconds from 1 to 2147483647, got /);
  });

  it('take a host with a port, with or without a slash', () => {
    for (const good of ['http://localhost:3000', 'http://localhost:3000/', url, 'https://[::1]:8443']) {
      createAreaZeroClient({ url: good, token }).close();
    }
  });
});
