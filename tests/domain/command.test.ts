import { describe, expect, it } from 'vitest';
import {
  commandEntrySchema,
  commandLineSchema,
  commandViews,
  EVERYDAY_REFERENCES,
  plannedCommand,
} from '@/domain/command';
import { lineFor } from '@/domain/job';
import { EVERYDAY_COMMANDS } from '../support/everyday-commands';

describe('a command line', () => {
  it.each(['show ip ospf\n', 'show\rreload', 'a\u0000b', 'a\u001b[A', 'a\u009bb', 'a\u2028b', 'a\tb', '', '   '])(
    'is refused when it is %j',
    (line) => expect(commandLineSchema.safeParse(line).success).toBe(false),
  );
});

describe('a reference to the catalogue', () => {
  it('becomes the line of each platform, and a typed line stays as it is', () => {
    const neighbors = plannedCommand(commandEntrySchema.parse(' @ospf-neighbors '), ['cisco_ios', 'cisco_xr']);
    expect(neighbors).toMatchObject({ line: '@ospf-neighbors', kind: 'read' });
    expect(lineFor(neighbors, 'cisco_xr')).toBe('show ospf neighbor');
    expect(lineFor(neighbors, 'huawei_vrp')).toBe('display ospf peer brief');
    const typed = plannedCommand(commandEntrySchema.parse('show clock'), ['cisco_ios', 'cisco_xr']);
    expect(typed).toEqual({ line: 'show clock', kind: 'read', lines: null });
    expect(lineFor(typed, 'huawei_vrp')).toBe('show clock');
  });

  it.each(['@', '@ospf', '@OSPF-neighbors', '@ospf-neighbors detail', '@@ospf-neighbors', '@__proto__'])(
    'that names none (%s) is refused with those that exist',
    (entry) => {
      const message = commandEntrySchema.safeParse(entry).error?.issues[0]?.message;
      expect(message).toContain('@ospf-process, @ospf-neighbors,');
    },
  );

  it('has a line on Cisco IOS for each of the five everyday commands', () => {
    expect(EVERYDAY_REFERENCES).toHaveLength(5);
    const planned = EVERYDAY_REFERENCES.map((entry) => plannedCommand(commandEntrySchema.parse(entry), ['cisco_ios']));
    expect(planned.map((command) => lineFor(command, 'cisco_ios'))).toEqual(EVERYDAY_COMMANDS);
  });

  it('is shown with its title, also when the catalogue no longer has it', () => {
    const gone = { line: '@ospf-gone', kind: 'read', lines: { frr: 'show gone' } } as const;
    const typed = { line: 'show clock', kind: 'read', lines: null } as const;
    const views = commandViews([plannedCommand('@version', []), gone, typed]);
    expect(views.map(({ reference, title }) => [reference, title])).toEqual([
      ['@version', 'Software version'],
      ['@ospf-gone', 'ospf-gone'],
      [null, null],
    ]);
  });
});
