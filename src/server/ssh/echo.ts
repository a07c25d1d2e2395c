import { squash, visibleText } from './terminal-text';

const NEWLINE = 0x0a;
const EMPTY = Buffer.alloc(0);
/** A router that has not echoed the line within so much output echoes none. */
const ECHO_LINES = 16;
const ECHO_BYTES = 4_096;
/** Of a line that is nearly as wide as the terminal an editor may show only the end, scrolled: so much of it counts. */
const LONG_ECHO = 200;

/** Whether a text is a prompt: as a terminal shows it where that is known, and without white space. */
export type IsPrompt = (shown: string, squashed: string) => boolean;

/** Takes the echo of one line out of what comes. Until it has come lines are kept: a router that echoes nothing loses none. */
export class Echo {
  private line: string | null = null;
  /** The line without white space; null: it has come, or none is awaited. */
  private awaitedText: string | null = null;
  /** It has come and nothing else yet: the next line may be it once more. */
  private repeats = false;
  private before: Buffer[] = [];
  private beforeBytes = 0;

  constructor(private readonly isPrompt: IsPrompt) {}

  /** Null: nothing will be echoed. */
  expect(line: string | null): void {
    this.line = line === null ? null : Buffer.from(line).toString('latin1');
    this.awaitedText = this.line === null ? null : squash(this.line);
    this.repeats = false;
    this.before = [];
    this.beforeBytes = 0;
  }

  get awaited(): boolean {
    return this.awaitedText !== null;
  }

  get mayRepeat(): boolean {
    return this.repeats;
  }

  /** Complete lines in, those behind the echo out. */
  past(lines: Buffer): Buffer {
    if (this.awaitedText === null) return this.pastSecond(lines);
    let start = 0;
    while (start < lines.length) {
      const end = lines.indexOf(NEWLINE, start) + 1;
      const line = lines.subarray(start, end);
      start = end;
      if (this.isEcho(line, this.awaitedText)) {
        this.awaitedText = null;
        this.before = [];
        this.repeats = true;
        return this.pastSecond(lines.subarray(end));
      }
      this.before.push(line);
      this.beforeBytes += line.length;
      if (this.before.length > ECHO_LINES || this.beforeBytes > ECHO_BYTES) {
        return Buffer.concat([this.giveUp(), lines.subarray(start)]);
      }
    }
    return EMPTY;
  }

  /** No echo will come any more: what was kept for it. */
  giveUp(): Buffer {
    const kept = Buffer.concat(this.before);
    this.awaitedText = null;
    this.before = [];
    return kept;
  }

  /**
   * The echo may follow a prompt that was printed again, or, at the first line, the true prompt after a banner that
   * looked like one. Anything else before it makes the line output, such as the words of a refusal that repeats what was
   * typed. Of a line painted several times the last painting counts.
   */
  private isEcho(line: Buffer, wanted: string): boolean {
    const text = line.toString('latin1').replace(/\n$/, '');
    const shown = visibleText(text).trimEnd();
    const all = squash(text);
    if (wanted.length > LONG_ECHO && all.endsWith(wanted.slice(-LONG_ECHO))) return true;
    return [all, squash(shown)].some((squashed) => {
      if (!squashed.endsWith(wanted)) return false;
      const before = squashed.slice(0, squashed.length - wanted.length);
      return before === '' || this.isPrompt(this.shownBefore(shown) ?? before, before);
    });
  }

  /** The second echo is the line exactly, alone or behind a prompt: output that only resembles it stays. */
  private pastSecond(lines: Buffer): Buffer {
    if (!this.repeats || lines.length === 0) return lines;
    this.repeats = false;
    const end = lines.indexOf(NEWLINE) + 1;
    const before = this.shownBefore(visibleText(lines.toString('latin1', 0, end - 1)).trimEnd());
    const isSecond = before !== null && (before === '' || this.isPrompt(before, before));
    return isSecond ? lines.subarray(end) : lines;
  }

  private shownBefore(shown: string): string | null {
    const line = this.line?.trimEnd() ?? '';
    return shown.endsWith(line) ? shown.slice(0, shown.length - line.length) : null;
  }
}
