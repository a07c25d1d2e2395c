/**
 * Which command of a session a fault hits. A number counts commands from 1, leaving out blank lines and session set-up
 * (`terminal …`, `enable`); a text hits every command that begins with it. Default: 1.
 */
export type CommandSelector = number | string;

/** Everything that can go wrong on purpose with one simulated router. */
export type Fault =
  /** The port is closed: connection refused. */
  | { readonly kind: 'refused' }
  /** Accepts TCP and resets at once, before the SSH banner, as a router does with no free VTY line. */
  | {
      readonly kind: 'busy';
      /** Said before the connection is closed, which is then no reset (RFC 4253 section 4.2 allows lines before the banner). */
      readonly text?: string;
    }
  /** Accepts TCP and never says anything. */
  | { readonly kind: 'silent' }
  /** Sends its SSH identification and then nothing. */
  | { readonly kind: 'hang_handshake' }
  /** Offers only key exchange, cipher and MAC of the 1990s. */
  | { readonly kind: 'legacy_algorithms' }
  /** Shows another host key than before; the old one comes back when the fault is cleared. */
  | { readonly kind: 'changed_host_key' }
  /** Rejects every login. */
  | { readonly kind: 'wrong_password' }
  /** Opens the shell and never prints a prompt. */
  | { readonly kind: 'no_prompt' }
  /** Thinks `factor` (20) times longer than its think time, which counts as at least 100 ms here. */
  | { readonly kind: 'slow'; readonly factor?: number }
  /** Destroys the connection in the middle of a command's output. */
  | { readonly kind: 'drop_mid_output'; readonly on?: CommandSelector }
  /** Sends half of a command's output and then nothing, with the connection open. */
  | { readonly kind: 'stall_mid_output'; readonly on?: CommandSelector }
  /** Refuses a command as its shell refuses an unknown one. */
  | { readonly kind: 'invalid_input'; readonly on?: CommandSelector }
  /** Swallows a command and never answers. */
  | { readonly kind: 'silent_command'; readonly on?: CommandSelector }
  /** Asks instead of answering; any one key ends the question. */
  | { readonly kind: 'confirm'; readonly on?: CommandSelector; readonly question?: string }
  /** Answers with this many bytes of text. */
  | { readonly kind: 'flood'; readonly on?: CommandSelector; readonly bytes: number }
  /**
   * A line in the middle of the output looks exactly like the prompt (or as `prompt` says). With `pauseMs` it has no line
   * end, and so long passes before the output goes on.
   */
  | { readonly kind: 'look_alike'; readonly on?: CommandSelector; readonly prompt?: string; readonly pauseMs?: number }
  /** Pages the output at `lines` (10) although paging is off. */
  | { readonly kind: 'stray_pager'; readonly on?: CommandSelector; readonly lines?: number }
  /** Answers with exactly these bytes, given in base64. */
  | { readonly kind: 'raw_output'; readonly on?: CommandSelector; readonly base64: string };

export type FaultKind = Fault['kind'];

export const FAULT_KINDS = [
  'refused',
  'busy',
  'silent',
  'hang_handshake',
  'legacy_algorithms',
  'changed_host_key',
  'wrong_password',
  'no_prompt',
  'slow',
  'drop_mid_output',
  'stall_mid_output',
  'invalid_input',
  'silent_command',
  'confirm',
  'flood',
  'look_alike',
  'stray_pager',
  'raw_output',
] as const satisfies readonly FaultKind[];

const SETUP_LINE = /^\s*(?:$|te(?:r\S*)?\s|en(?:a\S*)?\s*$)/i;

/** True for lines that prepare a session and are not counted as commands. */
export function isSetupLine(line: string): boolean {
  return SETUP_LINE.test(line);
}

/** Does a fault hit the `nth` command (from 1) of a session, which reads `line`? */
export function hits(fault: Fault, nth: number, line: string): boolean {
  if (isSetupLine(line)) return false;
  const selector = 'on' in fault && fault.on !== undefined ? fault.on : 1;
  return typeof selector === 'number' ? selector === nth : line.trimStart().startsWith(selector);
}

const FLOOD_BYTES = 1_000_000;

/** 'slow', 'flood:5000000' (bytes), 'slow:40' (factor), 'drop_mid_output:2' (nth command) -> a fault; throws on others. */
export function parseFault(text: string): Fault {
  const [kind = '', argument] = text.split(':');
  const number = argument === undefined ? undefined : Number(argument);
  if (number !== undefined && (!Number.isInteger(number) || number < 1)) {
    throw new Error(`Expected a positive integer after ${kind}:, got ${argument}`);
  }
  switch (kind) {
    case 'slow':
      return { kind, factor: number };
    case 'flood':
      return { kind, bytes: number ?? FLOOD_BYTES };
    case 'drop_mid_output':
    case 'stall_mid_output':
    case 'invalid_input':
    case 'silent_command':
    case 'confirm':
    case 'look_alike':
    case 'stray_pager':
      return { kind, on: number };
    case 'refused':
    case 'busy':
    case 'silent':
    case 'hang_handshake':
    case 'legacy_algorithms':
    case 'changed_host_key':
    case 'wrong_password':
    case 'no_prompt':
      return { kind };
    default:
      throw new Error(
        `Expected one of ${FAULT_KINDS.filter((known) => known !== 'raw_output').join(' ')}, got ${kind}`,
      );
  }
}
