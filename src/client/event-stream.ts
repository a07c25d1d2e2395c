import { httpSubscriptionLink, type TRPCLink } from '@trpc/client';
import type { AppRouter } from '@/server/api/app-router';
import type { Portal } from './options';
import { NoPortal, portalFetch } from './portal-fetch';
import { eventsOf, type ServerSentEvent } from './server-sent-events';

/** Subscriptions as server-sent events, a request each, with the token in a header: a URL is logged on the way. */
export function eventStreamLink({ origin, token }: Portal): TRPCLink<AppRouter> {
  const ask = portalFetch(origin, 'text/event-stream');

  /**
   * What tRPC needs of an `EventSource`, which Node has from version 22 on, behind a flag and without headers. It never
   * asks again by itself: whoever carries the subscription does, after a wait and with the last id.
   */
  class PortalEventSource {
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSED = 2;
    readyState: number = this.CONNECTING;
    readonly #stop = new AbortController();
    readonly #listeners = new Map<string, ((event: object) => void)[]>();

    constructor(url: string | URL) {
      this.#read(url).catch((error: unknown) => this.#fail(error));
    }

    addEventListener(type: string, listener: (event: object) => void): void {
      this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
    }

    removeEventListener(type: string, listener: (event: object) => void): void {
      this.#listeners.set(type, this.#listeners.get(type)?.filter((one) => one !== listener) ?? []);
    }

    close(): void {
      this.readyState = this.CLOSED;
      this.#stop.abort();
    }

    async #read(url: string | URL): Promise<void> {
      const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
      const answer = await ask(url, { headers, signal: this.#stop.signal });
      // An error of tRPC's shape, which ends the subscription; a proxy's own is as good as none.
      if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) {
        throw answer.status < 502 ? await answer.json() : new NoPortal(`${origin} answered ${answer.status}`, 502);
      }
      this.readyState = this.OPEN;
      for await (const event of eventsOf(answer.body!)) this.#tell(event.type, event);
      throw new Error(`${origin} ended a stream of events without a word`);
    }

    #tell(type: string, event: ServerSentEvent | object): void {
      if (this.readyState !== this.CLOSED || type === 'error') {
        for (const listener of this.#listeners.get(type) ?? []) listener(event);
      }
    }

    #fail(error: unknown): void {
      if (this.#stop.signal.aborted) return;
      this.close();
      this.#tell('error', error as object);
    }
  }

  return httpSubscriptionLink<AppRouter, typeof PortalEventSource>({
    url: `${origin}/api/trpc`,
    EventSource: PortalEventSource,
  });
}
