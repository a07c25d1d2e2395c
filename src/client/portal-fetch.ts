const MAX_QUOTED = 200;

/** Something answered that is no portal: another server, or a proxy in front of one. */
export class NoPortal extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/**
 * `fetch` for one portal: what is no answer of a portal (a proxy's page, a redirect) becomes an error that says so.
 * An answer is JSON, or of the type `also`.
 */
export function portalFetch(origin: string, also = 'application/json') {
  return async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const answer = await fetch(url, { ...init, redirect: 'manual' }).catch((error: Error) => {
      throw init?.signal?.aborted
        ? error
        : new Error(`${origin} cannot be reached: ${reasonOf(error)}`, { cause: error });
    });
    const type = answer.headers.get('content-type') ?? '';
    if (type.startsWith('application/json') || type.startsWith(also)) return answer;
    // Followed, a POST would become a GET, and the token would go to whatever the answer names.
    const target = answer.headers.get('location');
    if (target) {
      const elsewhere = new URL(target, origin).origin;
      throw new NoPortal(`${origin} redirects to ${elsewhere}: expected the url of the portal`, answer.status);
    }
    const text = (await answer.text()).trim().split('\n', 1)[0]!.slice(0, MAX_QUOTED);
    throw new NoPortal(`${origin} did not answer as a portal: ${answer.status} ${text}`, answer.status);
  };
}

/** Node's `fetch failed` has the reason inside, for a host of several addresses one for each. */
function reasonOf({ message, cause }: Error): string {
  if (cause instanceof AggregateError) return cause.errors.map(({ message }: Error) => message).join(', ');
  return cause instanceof Error ? cause.message : message;
}
