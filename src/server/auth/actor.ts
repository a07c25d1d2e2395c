import type { Role } from '@/domain/role';

/** Who asks. A user comes with a session cookie, a token with a bearer header or websocket connection parameters. */
export interface Actor {
  readonly kind: 'user' | 'token';
  readonly id: string;
  /** As shown to people and written to the audit trail: an account's email or a token's name. */
  readonly name: string;
  readonly role: Role;
}
