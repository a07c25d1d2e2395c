import type { CatalogueCommand } from '@/client/client';
import { PLATFORM_IDS, type PlatformId } from '@/domain/device';
import { type Context, type GlobalOptions, withPortal } from '../context';
import { printJson } from '../json';
import { type Column, printTable } from '../terminal/table';

export interface CommandListOptions extends GlobalOptions {
  readonly platform?: PlatformId;
}

interface Row {
  readonly command: CatalogueCommand;
  readonly platform: PlatformId;
  readonly line: string;
}

const COLUMNS: readonly Column<Row>[] = [
  // As `--command` takes it.
  { title: 'name', of: ({ command }) => `@${command.id}`, whole: true },
  { title: 'kind', of: ({ command }) => command.kind },
  { title: 'everyday', of: ({ command }) => (command.everyday ? 'yes' : '') },
  { title: 'platform', of: ({ platform }) => platform },
  { title: 'line', of: ({ line }) => line, whole: true },
  { title: 'title', of: ({ command }) => command.title },
];

/** A row for each command and platform that has it; as JSON the commands, each with its lines. */
export const listCommands = (ctx: Context, { platform, json, ...options }: CommandListOptions) =>
  withPortal(ctx, options, async ({ client }) => {
    const items = (await client.commands.catalogue.query()).flatMap((command) => only(command, platform));
    if (json) printJson(ctx, { items, total: items.length });
    else printTable(ctx.out, COLUMNS, items.flatMap(rowsOf));
    return 'ok';
  });

/** The command with the line of this platform alone; nothing where that has none. */
function only(command: CatalogueCommand, platform: PlatformId | undefined): CatalogueCommand[] {
  if (!platform) return [command];
  const line = command.lines[platform];
  return line === undefined ? [] : [{ ...command, lines: { [platform]: line } }];
}

const rowsOf = (command: CatalogueCommand): Row[] =>
  PLATFORM_IDS.flatMap((platform) => {
    const line = command.lines[platform];
    return line === undefined ? [] : [{ command, platform, line }];
  });
