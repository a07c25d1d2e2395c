/** What a script may rely on. 130 and 141 are what a shell says of a program that SIGINT or SIGPIPE ended. */
export const EXIT = {
  ok: 0,
  devicesFailed: 1,
  usage: 2,
  refused: 3,
  unreachable: 4,
  canceled: 5,
  conflict: 6,
  internal: 7,
  interrupted: 130,
  readerGone: 141,
  terminated: 143,
} as const;
export type Exit = keyof typeof EXIT;

export const EXIT_WORDS = {
  ok: 'done; a followed job completed on every device',
  devicesFailed: 'a followed job ended, and not every device completed',
  usage: 'a wrong option or input, or something that does not exist; nothing was done',
  refused: 'the token is not valid, or has no right to do this',
  unreachable: 'the portal did not answer, or is about to restart: try again',
  canceled: 'a followed job was canceled',
  conflict: 'not possible in the state that the job or its plan is in',
  internal: 'the portal or this program failed; the message has a reference for the log',
  interrupted: 'Ctrl-C; a followed job goes on',
  readerGone: 'whoever read the output has gone (a closed pipe)',
  terminated: 'SIGTERM, SIGHUP or SIGQUIT; a followed job goes on',
} satisfies Record<Exit, string>;

/** An expected end that is no success: its message goes to standard error as it is. */
export class Stop extends Error {
  constructor(
    readonly exit: Exit,
    message: string,
  ) {
    super(message);
    this.name = 'Stop';
  }
}

export const usage = (message: string) => new Stop('usage', message);
