/** One event of a stream; names as in a browser's `MessageEvent`. */
export interface ServerSentEvent {
  /** `message` where the stream names none. */
  readonly type: string;
  readonly data: string;
  /** The newest id of the stream so far, also of an earlier event; empty before the first. */
  readonly lastEventId: string;
}

/**
 * The events of a response's body, in UTF-8, as they come. What the body's end cuts off is left out.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation, but for `retry` and for
 * lines that end with a carriage return alone.
 */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  let type = '';
  let data: string[] = [];
  let lastEventId = '';
  for await (const line of linesOf(body)) {
    if (line === '') {
      if (data.length > 0) yield { type: type || 'message', data: data.join('\n'), lastEventId };
      type = '';
      data = [];
      continue;
    }
    const { name, value } = fieldOf(line);
    if (name === 'event') type = value;
    else if (name === 'data') data.push(value);
    else if (name === 'id' && !value.includes('\0')) lastEventId = value;
  }
}

/** `data: x` and `data:x` are the same; a line that begins with a colon is a comment, a field without a name. */
function fieldOf(line: string): { name: string; value: string } {
  const colon = line.indexOf(':');
  if (colon < 0) return { name: line, value: '' };
  const value = line.slice(colon + 1);
  return { name: line.slice(0, colon), value: value.startsWith(' ') ? value.slice(1) : value };
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let begun = '';
  for await (const chunk of body) {
    // Only what is new is searched: one event may be megabytes in many chunks.
    const [first, ...others] = decoder.decode(chunk, { stream: true }).split('\n');
    begun += first;
    for (const next of others) {
      yield begun.endsWith('\r') ? begun.slice(0, -1) : begun;
      begun = next;
    }
  }
}
