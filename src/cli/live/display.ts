import type { WriteStream } from 'node:tty';
import { openScreen } from '../terminal/screen';
import type { Terminal } from '../terminal/terminal';
import { countryOrder, liveFrame } from './frame';
import { glyphsFor, type LiveView } from './view';

/** Five pictures a second are as many as anybody reads. */
const REDRAW_MS = 200;
/** Clocks go on where nothing else happens. */
const TICK_MS = 1_000;
/** Countries change places so often at most: a list that jumps cannot be read. */
const REORDER_MS = 5_000;

export interface LiveDisplay {
  /** Something changed: the next picture is due. */
  changed(): void;
  /** Gives the terminal back. */
  close(): void;
}

/** Draws what `view` gives, at most five times a second; null: nothing is known yet. */
export function openLiveDisplay(out: Terminal, view: () => LiveView | null): LiveDisplay {
  const glyphs = glyphsFor(out.unicode);
  let order: readonly string[] = [];
  let reorderAt = 0;
  let timer: NodeJS.Timeout | null = null;

  const draw = () => {
    timer = null;
    const now = view();
    if (!now) return screen.draw(['Connecting to the portal']);
    if (Date.now() >= reorderAt) {
      order = countryOrder(now.progress);
      reorderAt = Date.now() + REORDER_MS;
    }
    const size = { columns: out.columns, rows: out.rows };
    screen.draw(liveFrame(now, order, size, glyphs).map((line) => out.rendered(line, size.columns)));
  };
  const changed = () => {
    timer ??= setTimeout(draw, REDRAW_MS);
  };
  const screen = openScreen(out.stream as WriteStream, draw);
  const ticks = setInterval(changed, TICK_MS);
  draw();
  return {
    changed,
    close() {
      clearInterval(ticks);
      if (timer) clearTimeout(timer);
      screen.close();
    },
  };
}
