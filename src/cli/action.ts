import type { Command } from 'commander';
import type { Context } from './context';
import type { Exit } from './exit-codes';

/** A command's work: gets its arguments and the options, those of the program among them, and says how it ended. */
type Work<Options> = (ctx: Context, args: readonly string[], options: Options) => Promise<Exit>;

/** Makes of a command's work what commander calls. */
export type Action = <Options>(work: Work<Options>) => (...given: unknown[]) => Promise<void>;

/** `onEnd` is told how the one command that runs has ended. */
export const actionsOf =
  (ctx: Context, onEnd: (exit: Exit) => void): Action =>
  <Options>(work: Work<Options>) =>
  async (...given: unknown[]) => {
    const command = given.at(-1) as Command;
    onEnd(await work(ctx, command.args, command.optsWithGlobals<Options & object>()));
  };

/** For the end of a command's help. */
export const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;
