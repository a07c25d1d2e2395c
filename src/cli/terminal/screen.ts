import type { WriteStream } from 'node:tty';

/** xterm "Control Sequences": the alternate screen keeps what stood there before, and resizes without leftovers. */
const ENTER = '\u001b[?1049h\u001b[?25l\u001b[H\u001b[2J';
const LEAVE = '\u001b[?25h\u001b[?1049l';
const HOME = '\u001b[H';
const ERASE_REST_OF_LINE = '\u001b[K';

/** So often every line is written, changed or not: a key that was pressed meanwhile has left its letter. */
const REPAINT_MS = 2_000;

export interface Screen {
  /** Lines from the top, each already cut to the width and free of control characters of others. */
  draw(lines: readonly string[]): void;
  /** Gives the terminal back as it was. Repeating it does nothing. */
  close(): void;
}

/**
 * The whole terminal, for a picture that is drawn again and again. It is given back in every way in which this process can
 * end or be stopped but SIGKILL. `onChange` is told when the size is another, or when the process was stopped and goes on.
 */
export function openScreen(stream: WriteStream, onChange: () => void): Screen {
  let shown: readonly string[] = [];
  let repaintAt = 0;
  let busy = false;
  let open = false;

  const enter = () => {
    open = true;
    stream.write(ENTER);
    forget();
  };
  const leave = () => {
    if (open) stream.write(LEAVE);
    open = false;
  };
  const forget = () => {
    shown = [];
    repaintAt = 0;
  };
  const changed = () => {
    forget();
    if (open) stream.write('\u001b[2J');
    onChange();
  };
  const stopped = () => {
    leave();
    process.kill(process.pid, 'SIGSTOP');
  };
  const goesOn = () => {
    enter();
    onChange();
  };
  enter();
  stream.on('resize', changed);
  process.on('SIGTSTP', stopped);
  process.on('SIGCONT', goesOn);
  process.on('exit', leave);

  return {
    draw(lines) {
      // A slow line gets fewer pictures, not a queue of old ones.
      if (busy || !open) return;
      const all = Date.now() >= repaintAt;
      if (all) repaintAt = Date.now() + REPAINT_MS;
      const changes = lines.flatMap((line, at) =>
        all || line !== shown[at] ? [`\u001b[${at + 1};1H${line}${ERASE_REST_OF_LINE}`] : [],
      );
      shown = lines;
      if (changes.length === 0) return;
      busy = !stream.write(changes.join('') + HOME);
      if (busy) {
        stream.once('drain', () => {
          busy = false;
        });
      }
    },
    close() {
      leave();
      stream.off('resize', changed);
      process.off('SIGTSTP', stopped);
      process.off('SIGCONT', goesOn);
      process.off('exit', leave);
    },
  };
}
