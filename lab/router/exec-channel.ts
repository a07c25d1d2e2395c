import type { ServerChannel } from 'ssh2';
import type { Dialect, Seat } from '../cli/dialect';
import type { View } from '../cli/view';

/** `vtysh -c 'a' -c "b"` -> ['a', 'b']; anything else is one command line as it stands. */
export function commandsOf(request: string): string[] {
  if (!/^\s*(?:sudo\s+)?vtysh\s/.test(request)) return [request];
  return [...request.matchAll(/-c\s+(?:'([^']*)'|"([^"]*)"|(\S+))/g)].map(
    (found) => found[1] ?? found[2] ?? found[3] ?? '',
  );
}

/** Answers one exec request: output only, no prompt, no echo, exit status 1 when a command was refused. */
export function answerExec(
  channel: ServerChannel,
  commands: readonly string[],
  dialect: Dialect,
  view: View,
  seat: Seat,
): void {
  let status = 0;
  const mode = dialect.startMode?.(seat) ?? 'exec';
  for (const line of commands) {
    const reply = dialect.execute(line, mode, view, undefined, seat);
    const output = reply.kind === 'text' ? reply.text : '';
    if (/^\s*\^?\s*% /.test(output) || (reply.kind === 'text' && reply.refused)) status = 1;
    channel.write(output);
  }
  channel.exit(status);
  channel.end();
}
