import ssh2, { type AuthContext, type Connection, type PublicKeyAuthContext } from 'ssh2';
import type { Fault } from './fault';
import type { AuthMethod } from './ledger-entry';
import type { Credentials, DeviceSettings } from './settings';

export interface LoginContext {
  readonly credentials: Credentials;
  settings(): DeviceSettings;
  /** The account that a login name means. */
  accountOf(name: string): string;
  fault(): Fault | null;
  onLogin(method: AuthMethod, username: string): void;
  onFailure(method: AuthMethod, username: string): void;
}

/** IOS closes after this many failed passwords (`ip ssh authentication-retries`, default 3). */
const MAX_FAILURES = 3;

/** Answers the authentication requests of one connection (RFC 4252 sections 5 and 8, RFC 4256). */
export function attachLogin(connection: Connection, context: LoginContext): void {
  let failures = 0;

  const decideByPassword = (request: AuthContext, method: AuthMethod, password: string) =>
    decide(request, method, password === context.credentials.password);

  const decide = (request: AuthContext, method: AuthMethod, proven: boolean) => {
    const right = context.accountOf(request.username) === context.credentials.username && proven;
    if (right && context.fault()?.kind !== 'wrong_password') {
      context.onLogin(method, request.username);
      return request.accept();
    }
    context.onFailure(method, request.username);
    failures += 1;
    request.reject([...context.settings().auth]);
    if (failures >= MAX_FAILURES) connection.end();
  };

  connection.on('authentication', (request) => {
    const { auth } = context.settings();
    if (request.method === 'password' && auth.includes('password')) {
      return decideByPassword(request, 'password', request.password);
    }
    if (request.method === 'keyboard-interactive' && auth.includes('keyboard-interactive')) {
      return request.prompt([{ prompt: 'Password: ', echo: false }], (answers) =>
        decideByPassword(request, 'keyboard-interactive', answers[0] ?? ''),
      );
    }
    if (request.method === 'publickey' && auth.includes('publickey')) {
      const known = isAuthorized(request, context.credentials.authorizedKey);
      // Without a signature the client only asks whether the key would do (RFC 4252 section 7).
      if (known && request.signature === undefined) return request.accept();
      return decide(request, 'publickey', known && hasSigned(request, context.credentials.authorizedKey));
    }
    request.reject([...auth]);
  });
}

function keyOf(authorizedKey?: string): ssh2.ParsedKey | undefined {
  const parsed = authorizedKey === undefined ? undefined : ssh2.utils.parseKey(authorizedKey);
  return parsed instanceof Error ? undefined : parsed;
}

function isAuthorized(request: PublicKeyAuthContext, authorizedKey?: string): boolean {
  return keyOf(authorizedKey)?.getPublicSSH().equals(request.key.data) === true;
}

function hasSigned({ blob, signature, hashAlgo }: PublicKeyAuthContext, authorizedKey?: string): boolean {
  if (!blob || !signature) return false;
  return keyOf(authorizedKey)?.verify(blob, signature, hashAlgo) === true;
}
