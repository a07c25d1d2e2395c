import { type Reply, refused, text } from './dialect';
import { type Entry, matchLine } from './grammar';
import { filterOutput } from './pipe';
import type { View } from './view';

/** What a command does with its arguments. */
export type Run = (view: View, args: readonly string[]) => Reply;

/** A command that prints. */
export const show =
  (render: (view: View) => string): Run =>
  (view) =>
    text(render(view));

/** A command that is taken and answered with the prompt alone. */
export const silent: Run = () => text('');

export const logOut: Run = () => ({ kind: 'logout' });

/** What a shell says to lines that it does not run. Offsets count from the first character after the prompt. */
export interface Wording {
  invalid(line: string, promptLength: number, offset: number): string;
  incomplete(line: string, promptLength: number): string;
  ambiguous(line: string, promptLength: number): string;
}

/** Runs one line of a Cisco-like shell: abbreviated words, then filters behind pipes. */
export function runLine(
  entries: readonly Entry<Run>[],
  line: string,
  view: View,
  promptLength: number,
  wording: Wording,
): Reply {
  const [plain = '', ...pipes] = line.split(/\s\|\s/);
  const matched = matchLine(entries, plain);
  switch (matched.kind) {
    case 'match': {
      const reply = matched.run(view, matched.args);
      if (pipes.length === 0 || reply.kind !== 'text') return reply;
      const filtered = filterOutput(reply.text, pipes.join(' | '));
      return filtered === undefined
        ? refused(wording.invalid(line, promptLength, line.indexOf('|') + 2))
        : text(filtered);
    }
    case 'ambiguous':
      return refused(wording.ambiguous(plain, promptLength));
    case 'incomplete':
      return refused(wording.incomplete(plain, promptLength));
    case 'invalid':
      return refused(wording.invalid(line, promptLength, matched.offset));
  }
}
