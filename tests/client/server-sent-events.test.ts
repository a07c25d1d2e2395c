import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventsOf, type ServerSentEvent } from '@/client/server-sent-events';

async function read(...chunks: Uint8Array[]): Promise<ServerSentEvent[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  const events: ServerSentEvent[] = [];
  for await (const event of eventsOf(body)) events.push(event);
  return events;
}
const bytes = (text: string) => new TextEncoder().encode(text);

describe('server-sent events', () => {
  it('are read by name, data and id; comments, unknown fields and an event that was cut off are left out', async () => {
    const text =
      ': hello\n\nevent: ping\ndata: \n\n\nid: 7\ndata: {"a":1}\nretry: 5\n\ndata:two\ndata: lines\n\ndata: cut';
    expect(await read(bytes(text))).toEqual([
      { type: 'ping', data: '', lastEventId: '' },
      { type: 'message', data: '{"a":1}', lastEventId: '7' },
      { type: 'message', data: 'two\nlines', lastEventId: '7' },
    ]);
  });

  it('are the same however the network cuts them, within a letter or a line end too', async () => {
    const text = 'id: 1\r\ndata: größer 日本 🛰\r\n\r\nevent: return\ndata: \n\n';
    const whole = bytes(text);
    const expected = [
      { type: 'message', data: 'größer 日本 🛰', lastEventId: '1' },
      { type: 'return', data: '', lastEventId: '1' },
    ];
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(whole.length)), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), whole.length];
        expect(await read(...at.slice(1).map((end, index) => whole.subarray(at[index], end)))).toEqual(expected);
      }),
    );
  });
});
