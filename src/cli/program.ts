import { Command } from 'commander';
import { actionsOf } from './action';
import { addCatalogueCommands } from './commands/commands';
import type { Context } from './context';
import { addDeviceCommands } from './devices/commands';
import { EXIT, EXIT_WORDS, type Exit } from './exit-codes';
import { addJobCommands } from './jobs/commands';
import { duration } from './option-values';

const codes = Object.entries(EXIT)
  .map(([exit, code]) => `  ${String(code).padStart(3)}  ${EXIT_WORDS[exit as Exit]}`)
  .join('\n');

const HELP = `
Environment:
  AREAZERO_URL    the portal, as in https://areazero.example.net
  AREAZERO_TOKEN  an API token of it; an admin makes them
  NO_COLOR        no colours when set

Exit codes:
${codes}

Examples:
  areazero devices import routers.csv --apply
  areazero jobs plan --country DE --command "show ip ospf neighbor"
  areazero jobs run --country DE --command "show ip ospf neighbor" --follow
  areazero jobs output latest --format zip -o outputs.zip`;

/** The whole command line; `onEnd` is told how the command that ran has ended. */
export function createProgram(ctx: Context, version: string, onEnd: (exit: Exit) => void): Command {
  const program = new Command('areazero')
    .description('OSPF commands on fleets of routers, from a terminal or a script, by an Area Zero portal.')
    .version(version)
    .option('--url <url>', 'the portal (default: AREAZERO_URL)')
    .option('--token-file <file>', 'holds the API token (default: AREAZERO_TOKEN)')
    .option('--timeout <duration>', 'how long the portal may take for an answer, as in 90s (default: 60s)', duration)
    .option('--json', 'JSON on standard output: one document, or one event a line when following')
    .addHelpText('after', HELP)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void ctx.out.stream.write(text),
      writeErr: (text) => void ctx.err.stream.write(text),
    })
    .exitOverride();
  const action = actionsOf(ctx, onEnd);
  addDeviceCommands(program, action);
  addJobCommands(program, action);
  addCatalogueCommands(program, action);
  return program;
}
