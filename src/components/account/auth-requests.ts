import { err, ok, type Result } from '@/domain/result';

/** Asks the account endpoints of this portal; a refusal comes back as a sentence for people. */
async function post(path: string, body: object): Promise<Result<null, string>> {
  let response: Response;
  try {
    response = await fetch(`/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    return err('The portal does not answer. Check the connection and try again.');
  }
  return response.ok ? ok(null) : err(refusal(response.status, response.headers));
}

/** What to say of an HTTP status of sign-in or sign-out. Unknown accounts and wrong passwords are told alike. */
export function refusal(status: number, headers: { get(name: string): string | null }): string {
  if (status === 401) return 'Email or password is not right.';
  if (status === 403) return 'This account may not sign in here.';
  if (status === 429) {
    const seconds = Number(headers.get('x-retry-after') ?? headers.get('retry-after'));
    return seconds > 0
      ? `Too many tries. Wait ${Math.ceil(seconds)} s, then try again.`
      : 'Too many tries. Wait a minute, then try again.';
  }
  if (status >= 500) return 'The portal could not do that just now. Try again in a moment.';
  return 'Expected an email address and a password.';
}

export const signIn = (email: string, password: string) => post('sign-in/email', { email, password });
export const signOut = () => post('sign-out', {});
