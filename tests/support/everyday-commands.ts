import { COMMAND_CATALOGUE } from '@/domain/command-catalogue';

/** The everyday commands as Cisco IOS and FRRouting take them. */
export const EVERYDAY_COMMANDS: readonly string[] = COMMAND_CATALOGUE.filter(({ everyday }) => everyday).map(
  ({ lines }) => lines.cisco_ios!,
);
