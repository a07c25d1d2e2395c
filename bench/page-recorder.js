// Runs in the page under measurement, before its own scripts. Leaves what it sees in `window.recorded` (see Recorded in
// page.ts). Plain JavaScript: what compiles TypeScript here adds names that a page does not know.
{
  const recorded = { usefulMs: null, usefulAt: null, longTasksMs: [], elements: 0, seen: [] };
  window.recorded = recorded;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      if (recorded.usefulMs !== null && startTime > recorded.usefulMs) recorded.longTasksMs.push(duration);
    }
  }).observe({ type: 'longtask', buffered: true });

  const steps = new Map();
  /** Within an animation frame: runs `then` once that frame was painted, since a message comes after it. */
  const painted = (then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  };
  const look = () => {
    const rows = [...document.querySelectorAll('[data-testid="now-running-row"]')];
    const shown = new Map(
      rows.map((row) => [row.dataset.device ?? '', Number(/(\d+)\/\d+/.exec(row.textContent)?.[1] ?? 0)]),
    );
    const changes = [
      // Of a row that comes into sight nobody can say since when it would have shown this.
      ...[...shown].filter(([device, step]) => step > 0 && steps.has(device) && steps.get(device) !== step),
      ...[...steps.keys()].filter((device) => !shown.has(device)).map((device) => [device, 0]),
    ];
    for (const device of steps.keys()) if (!shown.has(device)) steps.delete(device);
    for (const [device, step] of shown) steps.set(device, step);
    return { useful: rows.length > 0 && document.querySelector('[data-testid="wall-tile"]') !== null, changes };
  };
  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const { useful, changes } = look();
      painted(() => {
        const at = Date.now();
        if (useful && recorded.usefulMs === null)
          Object.assign(recorded, { usefulMs: performance.now(), usefulAt: at });
        for (const [device, step] of changes) recorded.seen.push({ device, step, at });
      });
    });
  }).observe(document, { subtree: true, childList: true, characterData: true });
  setInterval(() => {
    recorded.elements = Math.max(recorded.elements, document.getElementsByTagName('*').length);
  }, 1_000);
}
