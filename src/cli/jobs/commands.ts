import type { Command } from 'commander';
import { type Action, examples } from '../action';
import { addControlCommands } from './control-commands';
import { addReadCommands } from './read-commands';
import { addStartCommands } from './start-commands';

/** `areazero jobs …` */
export function addJobCommands(program: Command, action: Action): void {
  const jobs = program
    .command('jobs')
    .description('plan, run, follow and stop jobs, and read what routers answered')
    .addHelpText('after', examples('areazero jobs run --country DE --command "show ip ospf neighbor" --follow'));
  addStartCommands(jobs, action);
  addReadCommands(jobs, action);
  addControlCommands(jobs, action);
}
