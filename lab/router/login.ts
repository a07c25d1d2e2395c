import type { AuthContext, Connection } from 'ssh2';
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

  const decide = (request: AuthContext, method: AuthMethod, password: string) => {
    const { credentials } = context;
    const right = context.accountOf(request.username) === credentials.username && password === credentials.password;
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
      return decide(request, 'password', request.password);
    }
    if (request.method === 'keyboard-interactive' && auth.includes('keyboard-interactive')) {
      return request.prompt([{ prompt: 'Password: ', echo: false }], (answers) =>
        decide(request, 'keyboard-interactive', answers[0] ?? ''),
      );
    }
    request.reject([...auth]);
  });
}
