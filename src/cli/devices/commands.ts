import { type Command, Option } from 'commander';
import { DEVICE_PLATFORMS } from '@/domain/device';
import { type Action, examples } from '../action';
import { limit } from '../option-values';
import { IMPORT_FORMATS, type ImportOptions, importDevices } from './import';
import { type DeviceListOptions, listDevices } from './list';

/** `areazero devices …` */
export function addDeviceCommands(program: Command, action: Action): void {
  const devices = program
    .command('devices')
    .description('the inventory')
    .addHelpText('after', examples('areazero devices list --country DE'));

  devices
    .command('list')
    .description('list devices by name')
    .option('--country <code>', 'in this country (ISO 3166-1 alpha-2)')
    .addOption(new Option('--platform <platform>', 'of this platform').choices(DEVICE_PLATFORMS))
    .option('--tag <tag>', 'with this tag')
    .option('--search <text>', 'with this in name, address, site or tags')
    .option('--limit <n>', 'so many, or all', limit, 100)
    .addHelpText('after', examples('areazero devices list --country DE', 'areazero devices list --limit all --json'))
    .action(action((ctx, _, options: DeviceListOptions) => listDevices(ctx, options)));

  devices
    .command('import')
    .description('say what a file would do to the inventory, row by row; with --apply do it, all rows or none')
    .argument('<file>', 'a CSV file, or - for standard input')
    .option('--apply', 'do it')
    .addOption(new Option('--format <format>', 'of the file, where its name does not tell').choices(IMPORT_FORMATS))
    .addHelpText(
      'after',
      examples(
        'areazero devices import routers.csv',
        'areazero devices import routers.csv --apply',
        'export-tool | areazero devices import - --format csv',
      ),
    )
    .action(action((ctx, [file], options: ImportOptions) => importDevices(ctx, file!, options)));
}
