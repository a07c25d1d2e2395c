import { describe, expect, it } from 'vitest';
import type { Lookup } from '@/server/network/lookup';
import { createAllowedHosts } from '@/server/webhooks/allowed-hosts';

const resolvesTo =
  (...addresses: string[]): Lookup =>
  async () =>
    addresses.map((address) => ({ address }));

const verdict = async (list: string, url: string, lookup: Lookup = resolvesTo('198.51.100.7')) => {
  const result = await createAllowedHosts(list, lookup).resolve(url);
  return result.ok ? result.value : result.error;
};
const refused = (message: RegExp) => ({ kind: 'not_allowed', message: expect.stringMatching(message) });

describe('hosts that webhooks may go to', () => {
  it.each([
    ['hooks.example.net', 'https://hooks.example.net/a?b=c'],
    ['hooks.example.net', 'https://HOOKS.example.NET.:8443/'],
    ['*.example.net', 'https://a.b.example.net/'],
    ['other.example, hooks.example.net', 'https://hooks.example.net/'],
    // By its addresses, where the name is not listed.
    ['198.51.100.0/24', 'https://hooks.example.net/'],
    ['http://hooks.example.net', 'http://hooks.example.net/'],
    ['http://hooks.example.net', 'https://hooks.example.net/'],
    ['http://*.example.net', 'http://x.example.net/'],
  ])('%s allows %s', async (list, url) => expect(await verdict(list, url)).toEqual(['198.51.100.7']));

  it.each([
    ['hooks.example.net', 'https://example.net/', /hosts? that WEBHOOK_HOSTS allows/],
    [
      'hooks.example.net',
      'https://hooks.example.net.evil.example/',
      /does not allow hooks\.example\.net\.evil\.example/,
    ],
    ['*.example.net', 'https://example.net/', /does not allow/],
    ['*.example.net', 'https://evilexample.net/', /does not allow/],
    ['192.0.2.0/24', 'https://hooks.example.net/', /hooks\.example\.net \(198\.51\.100\.7\)/],
    ['hooks.example.net', 'http://hooks.example.net/', /^expected https: .* only as http:\/\/hooks\.example\.net$/],
    ['http://other.example,hooks.example.net', 'http://hooks.example.net/', /^expected https/],
    ['', 'https://hooks.example.net/', /webhooks are off while WEBHOOK_HOSTS is empty/],
  ])('%s refuses %s', async (list, url, message) => expect(await verdict(list, url)).toEqual(refused(message)));

  it.each([
    '127.0.0.1',
    '::1',
    '169.254.169.254',
    '100.100.100.200',
    'fd00:ec2::254',
    '0.0.0.0',
    '::ffff:127.0.0.1',
    '224.0.0.1',
    '168.63.129.16',
    '192.0.0.192',
    // IPv4 within IPv6: compatible, translated, NAT64 (of everybody, of one network), 6to4.
    '::127.0.0.1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::a9fe:a9fe',
    '2002:a9fe:a9fe::1',
  ])('a listed name that leads to %s is refused, and so is a wide network', async (address) => {
    const url = 'https://hooks.example.net/';
    expect(await verdict('hooks.example.net,0.0.0.0/0,::/0', url, resolvesTo(address))).toEqual(
      refused(/does not allow/),
    );
  });

  it('IPv6 that leads to other IPv4 is as open as a list says, and loopback behind NAT64 where it is listed', async () => {
    const url = 'https://hooks.example.net/';
    const [public6, loopback] = ['64:ff9b::c633:6407', '64:ff9b::7f00:1'];
    expect(await verdict('hooks.example.net', url, resolvesTo(public6))).toEqual([public6]);
    expect(await verdict('64:ff9b::7f00:0/104', url, resolvesTo(loopback))).toEqual([loopback]);
  });

  it.each([
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::1]/',
  ])('loopback written as %s is refused unless it is listed', async (url) => {
    expect(await verdict('0.0.0.0/0,::/0', url)).toEqual(refused(/does not allow/));
    expect(await verdict('127.0.0.0/8,::1', url)).toHaveLength(1);
  });

  it('one address that is not allowed refuses a name with several', async () => {
    const lookup = resolvesTo('198.51.100.7', '127.0.0.1');
    expect(await verdict('hooks.example.net', 'https://hooks.example.net/', lookup)).toEqual(refused(/127\.0\.0\.1/));
  });

  it('http for a name and the network that it leads to may be two entries', async () => {
    const lookup = resolvesTo('127.0.0.1');
    const url = 'http://hooks.example.net/';
    expect(await verdict('http://hooks.example.net,127.0.0.0/8', url, lookup)).toEqual(['127.0.0.1']);
    expect(await verdict('hooks.example.net,http://127.0.0.0/8', url, lookup)).toEqual(['127.0.0.1']);
    expect(await verdict('hooks.example.net,127.0.0.0/8', url, lookup)).toEqual(refused(/^expected https/));
  });

  it('a private address is one like any other', async () => {
    expect(await verdict('hooks.corp', 'https://hooks.corp/', resolvesTo('10.1.2.3'))).toEqual(['10.1.2.3']);
  });

  it('a name that does not resolve is no refusal for good', async () => {
    const fails: Lookup = async () => Promise.reject(new Error('ENOTFOUND'));
    expect(await verdict('hooks.example.net', 'https://hooks.example.net/', fails)).toMatchObject({
      kind: 'unresolved',
    });
  });

  it.each([
    'hooks.example.net/path',
    'https://hooks.example.net',
    '*',
    '*.*.net',
    '10.0.0.0/33',
    '10.0.0',
    'a..b',
    'a b',
  ])('the entry %s stops the start and is named', (entry) =>
    expect(() => createAllowedHosts(`ok.example,${entry}`)).toThrow(entry),
  );
});
