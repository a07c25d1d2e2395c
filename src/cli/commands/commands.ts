import { type Command, Option } from 'commander';
import { PLATFORM_IDS } from '@/domain/device';
import { type Action, examples } from '../action';
import { type CommandListOptions, listCommands } from './list';

/** `areazero commands …` */
export function addCatalogueCommands(program: Command, action: Action): void {
  const commands = program
    .command('commands')
    .description('the catalogue of OSPF commands')
    .addHelpText('after', examples('areazero commands list --platform juniper_junos'));

  commands
    .command('list')
    .description('list the catalogue, with the line that each platform is sent')
    .addOption(new Option('--platform <platform>', 'the lines of this platform alone').choices(PLATFORM_IDS))
    .addHelpText(
      'after',
      examples('areazero commands list', 'areazero commands list --platform cisco_xr', 'areazero commands list --json'),
    )
    .action(action((ctx, _, options: CommandListOptions) => listCommands(ctx, options)));
}
