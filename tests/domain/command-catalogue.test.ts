import { describe, expect, it } from 'vitest';
import { commandLineSchema, referenceTo } from '@/domain/command';
import { COMMAND_CATALOGUE } from '@/domain/command-catalogue';
import { classifyCommand } from '@/domain/command-kind';
import { PLATFORM_IDS, type PlatformId } from '@/domain/device';

const lines = COMMAND_CATALOGUE.flatMap((command) =>
  Object.entries(command.lines).map(([platform, line]) => [command.id, platform as PlatformId, line] as const),
);

describe('the catalogue', () => {
  it.each(lines)('%s on %s is one line that is known to be harmless there: %s', (id, platform, line) => {
    expect(commandLineSchema.parse(line)).toBe(line);
    const kind = COMMAND_CATALOGUE.find((command) => command.id === id)!.kind;
    expect(classifyCommand(line, [platform])).toBe(kind);
  });

  it('has each everyday command on every platform', () => {
    for (const { everyday, lines } of COMMAND_CATALOGUE) {
      if (everyday) expect(Object.keys(lines).sort()).toEqual([...PLATFORM_IDS].sort());
    }
  });

  it('has ids that are unlike and fit into a reference', () => {
    const references = COMMAND_CATALOGUE.map(referenceTo);
    expect(new Set(references).size).toBe(references.length);
    for (const reference of references) expect(reference).toMatch(/^@[a-z][a-z-]{1,40}$/);
  });

  it('never pages and never writes on RouterOS, which has no setting for either', () => {
    for (const [, platform, line] of lines) {
      if (platform !== 'mikrotik_routeros') continue;
      expect(line).toMatch(/ without-paging\b| count-only$/);
      expect(line).not.toContain('file');
    }
  });
});
