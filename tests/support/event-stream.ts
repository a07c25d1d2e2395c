/** One message of a stream of server-sent events; `comment` is a line that clients do not see. */
export interface StreamMessage {
  readonly id: string | null;
  readonly event: string | null;
  readonly data: string | null;
  readonly comment: string | null;
  readonly retry: string | null;
}

/** The messages of a response as they come. Leaving the loop ends the connection. */
export async function* streamMessages(response: Response): AsyncGenerator<StreamMessage> {
  if (!response.body) throw new Error(`No stream: ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        yield messageOf(text.slice(0, end).split('\n'));
        text = text.slice(end + 2);
        continue;
      }
      const { value, done } = await reader.read();
      if (done) {
        if (text !== '') throw new Error(`The stream ended within a message: ${text}`);
        return;
      }
      text += value;
    }
  } finally {
    await reader.cancel();
  }
}

function messageOf(lines: readonly string[]): StreamMessage {
  const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null;
  return { id: field('id'), event: field('event'), data: field('data'), comment: field(''), retry: field('retry') };
}
