import type { Actor } from '../auth/actor';
import type { Log } from '../engine/ports';

/** Rights are looked at this often while a connection is open. */
export const RECHECK_MS = 2_000;

export interface WatchedRights {
  /** Whom the connection was opened by. */
  readonly first: Promise<Actor | null>;
  readonly whoAsks: () => Promise<Actor | null>;
  /** `changed`: signed out, disabled, revoked, or another role than before. `unknown`: it could not be checked. */
  readonly end: (why: 'changed' | 'unknown') => void;
  readonly log: Log;
}

/** Ends a connection whose owner lost or changed rights. Returns how to stop looking: to be called when it has closed. */
export function watchRights({ first, whoAsks, end, log }: WatchedRights): () => void {
  let before: string | null = null;
  const look = async (asked: Promise<Actor | null>) => {
    try {
      const actor = await asked;
      const now = actor && `${actor.kind} ${actor.id} ${actor.role}`;
      if (before !== null && now !== before) end('changed');
      before = now;
    } catch (error) {
      // Whether the rights still hold cannot be known: better to have the client ask again.
      log.error({ err: error }, 'The rights of a connection could not be checked');
      end('unknown');
    }
  };
  void look(first);
  const timer = setInterval(() => void look(whoAsks()), RECHECK_MS);
  return () => clearInterval(timer);
}
