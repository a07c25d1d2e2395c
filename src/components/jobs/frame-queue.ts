import type { ProgressFrame } from '@/domain/job-frame';
import { isPacked, unpackFrame } from './unpack-frame';

/**
 * Takes frames as they come and passes them on in that order: to unpack one takes a moment, and what follows it has to
 * wait. `fail` gets what could not be unpacked.
 */
export function createFrameQueue(
  apply: (frame: ProgressFrame) => void,
  fail: (error: unknown) => void,
): (frame: ProgressFrame) => void {
  let before: Promise<void> | null = null;
  return (frame) => {
    if (!before && !isPacked(frame)) return apply(frame);
    const mine: Promise<void> = Promise.all([unpackFrame(frame), before])
      .then(([ready]) => apply(ready))
      .catch(fail)
      .then(() => {
        if (before === mine) before = null;
      });
    before = mine;
  };
}
