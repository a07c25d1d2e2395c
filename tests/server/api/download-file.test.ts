import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { JOB_DOWNLOADS, type JobDownload } from '@/domain/download';
import { csvCell } from '@/server/api/download-csv';
import { downloadFile } from '@/server/api/download-file';
import { type SampleOutputs, sampleOutputs } from '../../support/sample-outputs';

async function bodyOf(outputs: SampleOutputs, format: JobDownload) {
  const answer = await downloadFile({ outputs: async () => outputs }, { jobId: 'job-1', of: 'job', format });
  if (!answer.ok) throw new Error(answer.text);
  return answer.value.body;
}

async function whole(outputs: SampleOutputs, format: JobDownload): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await bodyOf(outputs, format)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Everything that a router may put into its output to trip what reads it. */
const HOSTILE = Buffer.concat([
  Buffer.from('=cmd|calc,"quoted"\r\nsecond\tline; \u202egpj.exe <script>alert(1)</script>\r\n\u001b[31mred\u001b[0m'),
  Buffer.from([0, 0xff, 0xfe, 0xc3, 0x28]),
]);

describe('a CSV of a job', () => {
  it('parses back to a row per device, with cells that are no formulas', async () => {
    const text = (await whole(sampleOutputs(25, HOSTILE), 'csv')).toString();
    const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
    expect(errors).toEqual([]);
    expect(data.map((row) => row.device)).toEqual(Array.from({ length: 25 }, (_, n) => `router-${n}`));
    const output = data[3]!.output_1!;
    expect(output).toBe(
      `'=cmd|calc,"quoted"\nsecond\tline; <U+202E>gpj.exe <script>alert(1)</script>\nred\ufffd\ufffd\ufffd(`,
    );
    expect(data[3]).toMatchObject({ country: 'DE', platform: 'cisco_ios', batch: '1', state: 'pending', port: '22' });
    expect(data[3]).toMatchObject({
      command_1: 'show ip ospf',
      state_1: 'completed',
      state_2: 'pending',
      output_2: '',
    });
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx', "'=1"])('makes text of a cell that begins like %j', (cell) => {
    const parsed = Papa.parse<string[]>(csvCell(cell), { delimiter: ',' }).data[0]![0]!;
    expect(parsed).toBe(`'${cell}`);
  });
});

describe('a JSON of a job', () => {
  it('has every device, its output as text, and the exact bytes where they are no UTF-8', async () => {
    const json = JSON.parse((await whole(sampleOutputs(3, HOSTILE), 'json')).toString());
    expect(json.job).toMatchObject({ jobId: 'job-1', state: 'running', ended: false, counts: { total: 3 } });
    expect(json.devices.map(({ name }: { name: string }) => name)).toEqual(['router-0', 'router-1', 'router-2']);
    const [command, second] = json.devices[1].commands;
    expect(Buffer.from(command.outputBase64, 'base64')).toEqual(HOSTILE);
    expect(second).toMatchObject({ state: 'pending', output: '', outputBase64: null });
    const good = '\ufeffa\u0000\u001b[2J\u202e\r\n';
    const text = JSON.parse((await whole(sampleOutputs(1, good), 'json')).toString()).devices[0].commands[0];
    expect([text.output, text.outputBase64]).toEqual([good, null]);
  });
});

describe('a zip of a job', () => {
  it('opens and holds a text per device under its country, and says what was not done yet', async () => {
    const outputs = sampleOutputs(300, 'Neighbor ID 🛰\r\n'.repeat(5_000));
    const files = unzipSync(await whole(outputs, 'zip'));
    const devices = Object.keys(files).filter((path) => path.includes('/'));
    expect(devices).toHaveLength(300);
    expect(devices.slice(0, 3)).toEqual(['DE/router-0.txt', 'JP/router-1.txt', 'BR/router-2.txt']);
    for (const path of devices) expect(strFromU8(files[path]!)).toContain(`# Device: ${path.slice(3, -4)} (`);
    const text = strFromU8(files['DE/router-0.txt']!);
    expect(text.split('Neighbor ID 🛰\n').length - 1).toBe(5_000);
    expect(text).toContain('### 1/2 show ip ospf\n### completed, 1 ms, ');
    expect(strFromU8(files['summary.txt']!)).toContain('0 of 300 devices had.');
    const { data } = Papa.parse<Record<string, string>>(strFromU8(files['summary.csv']!).trim(), { header: true });
    expect(data.map(({ file }) => file)).toEqual(devices);
  });

  it('of more devices than its format can say is refused', async () => {
    const answer = await downloadFile(
      { outputs: async () => sampleOutputs(65_535, '') },
      { jobId: 'job-1', of: 'job', format: 'zip' },
    );
    expect(answer).toMatchObject({ ok: false, status: 413 });
  });
});

describe.each(JOB_DOWNLOADS)('a %s of 10,000 devices', (format) => {
  it('is read as it is taken, not before', async () => {
    const outputs = sampleOutputs(10_000, Buffer.alloc(40_000, 'Full/DR 10.0.0.1 '));
    const body = (await bodyOf(outputs, format))[Symbol.asyncIterator]();
    let bytes = 0;
    while (outputs.read() < 100) bytes += (await body.next()).value?.length ?? 0;
    expect(bytes).toBeGreaterThan(0);
    const before = outputs.read();
    for (let chunks = 0; chunks < 50; chunks += 1) {
      expect((await body.next()).value!.length).toBeLessThan(400_000);
    }
    expect(outputs.read() - before).toBeLessThan(1_000);
    await body.return?.();
  });

  it('is not read further while nobody takes it, and stops where the other side goes away', async () => {
    const outputs = sampleOutputs(10_000, Buffer.alloc(40_000, 'x'));
    const taken: (() => void)[] = [];
    let woken = () => {};
    const stuck = new Writable({
      highWaterMark: 65_536,
      write(_chunk, _encoding, done) {
        taken.push(done);
        woken();
      },
    });
    const asked = new Promise<void>((resolve) => {
      woken = resolve;
    });
    const sent = pipeline(await bodyOf(outputs, format), stuck);
    await asked;
    // Turns of the event loop in which a source without back-pressure would read on.
    for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    const read = outputs.read();
    expect(read).toBeLessThan(2_000);
    for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect([outputs.read(), taken.length]).toEqual([read, 1]);
    stuck.destroy();
    await expect(sent).rejects.toThrow();
    expect(outputs.read()).toBeLessThanOrEqual(read + 1);
  });
});
