// A job in the terminal: a display that redraws itself on a terminal, plain lines where the output goes elsewhere.

const WIDTH = 30;
const REDRAW_MS = 100;
const ENDS = {
  'device.completed': 'completed',
  'device.failed': 'failed',
  'device.skipped': 'skipped',
  'device.canceled': 'canceled',
  'device.unknown': 'unknown',
};

export class JobDisplay {
  #devices;
  #batch = 0;
  #batches;
  #startedAt = null;
  #endedAt = null;
  #outcome = null;
  #drawn = 0;
  #percent = 0;
  #timer = null;
  #live = process.stdout.isTTY === true;

  /** `runs`: the items of jobs.runs. */
  constructor(runs, batches) {
    this.#batches = batches;
    this.#devices = new Map(
      runs.map((run) => [
        run.deviceId,
        { name: run.deviceName, country: run.country, state: 'pending', command: '', failure: null },
      ]),
    );
  }

  apply(event) {
    const device = this.#devices.get(event.deviceId);
    if (event.type === 'device.started') device.state = 'running';
    else if (event.type === 'command.started') device.command = `${event.index + 1} ${event.command}`;
    else if (ENDS[event.type]) Object.assign(device, { state: ENDS[event.type], failure: event.failure ?? null });
    else if (event.type === 'batch.started') this.#batch = Math.max(this.#batch, event.batch);
    else if (event.type === 'job.completed') this.#outcome = event.outcome;
    else if (event.type === 'job.progress' && !this.#live) this.#line(event);
    this.#startedAt ??= Date.parse(event.at);
    this.#endedAt = Date.parse(event.at);
    if (this.#live) this.#timer ??= setTimeout(() => this.#draw(), REDRAW_MS);
  }

  states() {
    return [...this.#devices.values()];
  }

  finish() {
    clearTimeout(this.#timer);
    if (this.#live) this.#draw();
    const failed = this.states().filter(({ state }) => state !== 'completed');
    const seconds = ((this.#endedAt - this.#startedAt) / 1000).toFixed(1);
    const completed = this.#devices.size - failed.length;
    print(
      `\nFinished (${this.#outcome ?? 'not completed'}): ${completed} completed, ${failed.length} failed, in ${seconds} s.`,
    );
    for (const { name, country, state, failure } of failed) {
      print(`  ${name} (${country}) ${state}: ${failure ? failure.kind.replaceAll('_', ' ') : ''}`);
    }
  }

  #line({ percent }) {
    const step = Math.floor(percent / 10);
    if (step === this.#percent) return;
    this.#percent = step;
    const done = this.#count(() => true) - this.#count((state) => state === 'pending' || state === 'running');
    print(
      `${String(percent).padStart(3)} %  ${done} of ${this.#devices.size} devices, batch ${this.#batch} of ${this.#batches}`,
    );
  }

  #draw() {
    this.#timer = null;
    const total = this.#devices.size;
    const done = total - this.#count((state) => state === 'pending' || state === 'running');
    const running = this.states().filter(({ state }) => state === 'running');
    const lines = [
      `${bar(done / total, WIDTH)}  ${done} of ${total} · ${Math.floor((done * 100) / total)} % · batch ${this.#batch} of ${this.#batches}`,
      '',
      ...this.#countries(),
      '',
      `Now running (${running.length})`,
      ...running
        .slice(0, 10)
        .map(({ name, country, command }) => `  ${name.padEnd(16)} ${country}  ${command || 'connecting'}`),
    ];
    const columns = process.stdout.columns ?? 80;
    const up = this.#drawn > 0 ? `\u001b[${this.#drawn}A\u001b[J` : '';
    process.stdout.write(`${up}${lines.map((line) => line.slice(0, columns - 1)).join('\n')}\n`);
    this.#drawn = lines.length;
  }

  #countries() {
    const names = [...new Set(this.states().map(({ country }) => country))].sort();
    const cells = names.map((name) => {
      const devices = this.states().filter(({ country }) => country === name);
      const done = devices.filter(({ state }) => state !== 'pending' && state !== 'running').length;
      const failed = devices.filter(({ state }) => state === 'failed').length;
      return `${name} ${bar(done / devices.length, 10)} ${done}/${devices.length}${failed > 0 ? ` ${failed} failed` : ''}`.padEnd(
        34,
      );
    });
    const rows = [];
    for (let at = 0; at < cells.length; at += 2) rows.push(cells.slice(at, at + 2).join(' '));
    return rows;
  }

  #count(when) {
    return this.states().filter(({ state }) => when(state)).length;
  }
}

const bar = (share, width) => '█'.repeat(Math.round(share * width)).padEnd(width, '░');
const print = (text) => process.stdout.write(`${text}\n`);
