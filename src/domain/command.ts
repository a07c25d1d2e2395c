import { z } from 'zod';
import { type CatalogueCommand, COMMAND_CATALOGUE } from './command-catalogue';
import { classifyCommand } from './command-kind';
import type { DeepReadonly } from './deep-readonly';
import { CONTROL_CHARACTERS, type DevicePlatform } from './device';
import { type PlannedCommand, plannedCommandSchema } from './job-schema';

export const MAX_COMMANDS = 50;
export const MAX_COMMAND_CHARACTERS = 512;

/** One line for a router: no control character, since CR, LF, ESC or NUL would make it two lines or none. */
export const commandLineSchema = z
  .string()
  .max(MAX_COMMAND_CHARACTERS, `Expected at most ${MAX_COMMAND_CHARACTERS} characters`)
  .refine((line) => !CONTROL_CHARACTERS.test(line), 'Expected one line without control characters')
  .refine((line) => line.trim() !== '', 'Expected a command, got an empty line')
  // A router's help key: it would answer at once and leave the rest of the line in its editor.
  .refine((line) => !line.includes('?'), 'Expected no "?": it is the help key of a router')
  .transform((line) => line.trim());

/** How a catalogue command is asked for: `@ospf-neighbors`. No router has a line that begins so. */
export const referenceTo = (command: CatalogueCommand): string => `@${command.id}`;

const BY_REFERENCE = new Map(COMMAND_CATALOGUE.map((command) => [referenceTo(command), command]));

/** The catalogue command that a reference names; null for a typed line. */
export const catalogueCommand = (entry: string): CatalogueCommand | null => BY_REFERENCE.get(entry) ?? null;

/** A command of a job: a line that is sent as it is, or a reference to the catalogue. */
export const commandEntrySchema = commandLineSchema.refine(
  (entry) => !entry.startsWith('@') || BY_REFERENCE.has(entry),
  `Expected a command of the catalogue after "@": ${[...BY_REFERENCE.keys()].join(', ')}`,
);

/** What a job asks when nothing else is chosen. */
export const EVERYDAY_REFERENCES: readonly string[] = COMMAND_CATALOGUE.filter(({ everyday }) => everyday).map(
  referenceTo,
);

/** A command as the plan of a job on devices of these platforms keeps it. `entry` has passed `commandEntrySchema`. */
export function plannedCommand(entry: string, platforms: readonly DevicePlatform[]): PlannedCommand {
  const known = catalogueCommand(entry);
  if (known) return { line: entry, kind: known.kind, lines: known.lines };
  return { line: entry, kind: classifyCommand(entry, platforms), lines: null };
}

/** A command of a plan as it is shown. */
export const plannedCommandViewSchema = plannedCommandSchema.extend({
  reference: z.string().nullable().describe('"@" and the id of the catalogue command; null for a typed line'),
  title: z.string().nullable().describe("Of the catalogue command, in the catalogue's words as they are now"),
});
export type PlannedCommandView = DeepReadonly<z.infer<typeof plannedCommandViewSchema>>;

/** Lines and kinds stay those of the plan. */
export function commandViews(commands: readonly PlannedCommand[]): PlannedCommandView[] {
  return commands.map((command) => ({
    ...command,
    reference: command.lines ? command.line : null,
    title: command.lines ? (catalogueCommand(command.line)?.title ?? command.line.slice(1)) : null,
  }));
}
