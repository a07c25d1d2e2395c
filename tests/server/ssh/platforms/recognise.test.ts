import { describe, expect, it } from 'vitest';
import { lineToAsk, recognise, recogniseAnswer } from '@/server/ssh/platforms/recognise';
import { anyOf, loginName, PLATFORMS, recordsOf } from '@/server/ssh/platforms/supported';

const ALL = recordsOf('auto');
const seen = (ident: string, greeting: string, prompt: string) =>
  recognise(ALL, { ident, greeting, prompt })?.id ?? null;

describe('what a router shows of itself', () => {
  it.each([
    ['Cisco-1.25', '', 'r1#', 'cisco_ios'],
    ['Cisco-2.0', '', 'RP/0/RSP0/CPU0:r1#', 'cisco_xr'],
    ['OpenSSH_8.3', 'Cisco Nexus Operating System (NX-OS) Software\r\n', 'r1# ', 'cisco_nxos'],
    ['OpenSSH_7.5', '--- JUNOS 21.2R3.8 Kernel 64-bit\r\n', 'netops@r1> ', 'juniper_junos'],
    ['HUAWEI-1.5', '', '<r1>', 'huawei_vrp'],
    ['ROSSSH', '', '[netops@r1] > ', 'mikrotik_routeros'],
    ['OpenSSH_7.4', 'TiMOS-C-19.10.R1 cpm/hops64 Nokia 7750 SR\r\n', 'A:r1# ', 'nokia_sros'],
    ['OpenSSH_9.2', 'Hello, this is FRRouting (version 8.4.4).\r\n', 'r1# ', 'frr'],
  ])('%s, %j and %j name it', (ident, greeting, prompt, platform) => {
    expect(seen(ident, greeting, prompt)).toBe(platform);
  });

  it.each([
    ['OpenSSH_8.3', '', 'r1# '],
    ['OpenSSH_8.3', '', '<r1>'],
    ['OpenSSH_8.3', '', 'A:r1# '],
    ['Cisco-1.25', 'Hello, this is FRRouting\r\n', 'r1#'],
    ['ROSSSH', '', 'r1#'],
  ])('%s, %j and %j leave it open', (ident, greeting, prompt) => {
    expect(seen(ident, greeting, prompt)).toBeNull();
  });
});

describe('the one line', () => {
  it.each([
    ['r1# ', 'show version'],
    ['netops@r1> ', 'show version'],
    ['A:netops@r1# ', 'show version'],
    ['<r1>', 'display version'],
    ['[netops@r1] > ', '/system resource print'],
    ['$ ', null],
  ])('after the prompt %j is %j', (prompt, line) => {
    expect(lineToAsk(ALL, prompt)).toBe(line);
  });

  it.each([
    ['r1#', 'Cisco IOS Software, C2900 Software, Version 15.7(3)M', 'cisco_ios'],
    ['r1#', 'Cisco IOS XE Software, Version 17.03.04a', 'cisco_ios'],
    ['RP/0/0/CPU0:r1#', 'Cisco IOS XR Software, Version 7.3.2', 'cisco_xr'],
    ['r1# ', 'Cisco Nexus Operating System (NX-OS) Software', 'cisco_nxos'],
    ['r1>', ' cEOSLab\r\nHardware version: \r\nSoftware image version: 4.28.6.1M', 'arista_eos'],
    ['netops@r1> ', 'Hostname: r1\r\nModel: mx204\r\nJunos: 21.2R3.8', 'juniper_junos'],
    ['<r1>', 'Huawei Versatile Routing Platform Software\r\nVRP (R) software, Version 8.180', 'huawei_vrp'],
    ['[netops@r1] > ', '            version: 7.11\r\n           platform: MikroTik', 'mikrotik_routeros'],
    ['A:r1# ', 'TiMOS-B-19.10.R1 both/x86_64 Nokia 7750 SR', 'nokia_sros'],
    ['A:netops@r1# ', 'TiMOS-B-21.10.R1 both/x86_64 Nokia 7750 SR', 'nokia_sros'],
    ['r1# ', 'FRRouting 8.4.4 (r1) on Linux(6.1.0).', 'frr'],
    ['r1# ', 'Linux r1 6.1.0', null],
    ['r1# ', '', null],
  ])('%j then %j names it', (prompt, answer, platform) => {
    expect(recogniseAnswer(ALL, prompt, answer)?.id ?? null).toBe(platform);
  });
});

it('each record learns its own prompts, and all prompts are known together', () => {
  const any = anyOf(ALL).anyPrompt;
  expect(Object.values(PLATFORMS).flat().length).toBe(10);
  for (const prompt of [
    'r1>',
    'r1(config)#',
    'RP/0/0/CPU0:r1#',
    'a@r1> ',
    '<r1>',
    '[a@r1] > ',
    '*A:r1# ',
    'A:a@r1# ',
  ]) {
    expect(any.exec(prompt)?.groups?.host).toBe(prompt);
  }
});

it.each([
  ['netops', 'mikrotik_routeros', 'anything', 'netops+ct511w4098h'],
  ['netops', 'auto', 'ROSSSH', 'netops+ct511w4098h'],
  ['netops+ct80w', 'mikrotik_routeros', 'ROSSSH', 'netops+ct80w'],
  ['netops', 'auto', 'OpenSSH_9.2', 'netops'],
  ['netops', 'auto', 'Cisco-1.25', 'netops'],
  ['netops', 'juniper_junos', 'ROSSSH', 'netops'],
] as const)('the user %s of a %s that says %s logs in as %s', (username, platform, ident, name) => {
  expect(loginName(username, platform, ident)).toBe(name);
});
