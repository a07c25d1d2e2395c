const MAX_QUOTED = 200;

/** `fetch` for one portal: what is no answer of a portal (a proxy's page, a redirect) becomes an error that says so. */
export function portalFetch(origin: string) {
  return async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const answer = await fetch(url, { ...init, redirect: 'manual' }).catch((error: Error) => {
      throw init?.signal?.aborted
        ? error
        : new Error(`${origin} cannot be reached: ${reasonOf(error)}`, { cause: error });
    });
    if (answer.headers.get('content-type')?.startsWith('application/json')) return answer;
    // Followed, a POST would become a GET, and the token would go to whatever the answer names.
    const target = answer.headers.get('location');
    if (target)
      throw new Error(`${origin} redirects to ${new URL(target, origin).origin}: expected the url of the portal`);
    const text = (await answer.text()).trim().split('\n', 1)[0]!.slice(0, MAX_QUOTED);
    throw new Error(`${origin} did not answer as a portal: ${answer.status} ${text}`);
  };
}

/** Node's `fetch failed` has the reason inside, for a host of several addresses one for each. */
function reasonOf({ message, cause }: Error): string {
  if (cause instanceof AggregateError) return cause.errors.map(({ message }: Error) => message).join(', ');
  return cause instanceof Error ? cause.message : message;
}
