import { hasDetail } from '@/domain/failure';
import type { Failure } from '@/domain/failure-schema';
import type { LoginSecret } from '@/server/engine/ports';

const REPLACEMENT = '[secret]';

const passwordsOf = ({ password, enablePassword }: LoginSecret): string[] =>
  [password, enablePassword].filter((text) => text !== null && text !== '') as string[];

/** The same failure with every occurrence of a password of this login taken out: a router may echo what it was sent. */
export function redact(failure: Failure, secret: LoginSecret): Failure {
  const passwords = passwordsOf(secret);
  const clean = (text: string) => passwords.reduce((rest, password) => rest.replaceAll(password, REPLACEMENT), text);
  if (hasDetail(failure)) return { ...failure, detail: clean(failure.detail) };
  switch (failure.kind) {
    case 'unexpected_prompt':
      return { ...failure, text: clean(failure.text) };
    case 'command_rejected':
      return { ...failure, message: clean(failure.message) };
    default:
      return failure;
  }
}

/** A shorter password is a part of ordinary words: hiding those would spoil the output and hide nothing. */
const SHORTEST_MASKED_BYTES = 4;
const STAR = '*'.charCodeAt(0);
const EMPTY = Buffer.alloc(0);

/** Output with every password of this login as stars, byte for byte, however the output is cut into pieces. */
export class OutputMask {
  private readonly passwords: readonly Buffer[];
  /** The end of what came, where a password may have begun. */
  private held: Buffer = EMPTY;

  constructor(secret: LoginSecret) {
    this.passwords = passwordsOf(secret)
      .map((text) => Buffer.from(text))
      .filter(({ length }) => length >= SHORTEST_MASKED_BYTES)
      .sort((a, b) => b.length - a.length);
  }

  push(piece: Buffer): Buffer {
    if (this.passwords.length === 0 || piece.length === 0) return piece;
    const output = this.masked(this.held.length === 0 ? piece : Buffer.concat([this.held, piece]));
    const end = output.length - Math.max(...this.passwords.map((password) => begunAtEnd(output, password)));
    this.held = output.subarray(end);
    return output.subarray(0, end);
  }

  /** No more will come: what was held is no password. */
  end(): Buffer {
    const { held } = this;
    this.held = EMPTY;
    return held;
  }

  private masked(output: Buffer): Buffer {
    let result = output;
    for (const password of this.passwords) {
      for (let at = result.indexOf(password); at >= 0; at = result.indexOf(password, at + password.length)) {
        // The bytes belong to whoever gave them.
        if (result === output) result = Buffer.from(output);
        result.fill(STAR, at, at + password.length);
      }
    }
    return result;
  }
}

/** How many bytes at the end of `output` are the beginning of `password`. */
function begunAtEnd(output: Buffer, password: Buffer): number {
  for (let length = Math.min(output.length, password.length - 1); length > 0; length -= 1) {
    if (output.subarray(output.length - length).equals(password.subarray(0, length))) return length;
  }
  return 0;
}
