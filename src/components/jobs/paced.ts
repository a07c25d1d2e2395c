export type Subscribe = (listener: () => void) => () => void;

/**
 * The same changes at a pace: the first at once, then at most one in `everyMs`, and never none after the last. All
 * listeners are told in one go.
 */
export function paced(subscribe: Subscribe, everyMs: number): Subscribe {
  const listeners = new Set<() => void>();
  let leave: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let changed = false;

  const tell = () => {
    changed = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (changed) tell();
    }, everyMs);
    for (const listener of [...listeners]) listener();
  };
  const onChange = () => {
    changed = true;
    if (timer === undefined) tell();
  };
  return (listener) => {
    listeners.add(listener);
    leave ??= subscribe(onChange);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      clearTimeout(timer);
      timer = undefined;
      leave?.();
      leave = null;
    };
  };
}
