import type { Database } from './client';

/**
 * Prisma's client for the auth library. What each request asks (whose session is this, and may that account still sign in?)
 * goes to the reading connection, so that nobody waits for an import to be let in. Who was signed out or disabled stays out:
 * that is committed before it is answered, and whoever asks later sees it. Everything else, the list that keeps the last admin
 * in office above all, reads where it writes.
 */
export const authClient = ({ prisma, reads }: Database) =>
  prisma.$extends({
    query: {
      session: { findFirst: ({ args }) => reads.prisma.session.findFirst(args) },
      user: { findFirst: ({ args }) => reads.prisma.user.findFirst(args) },
    },
  });

export type AuthClient = ReturnType<typeof authClient>;
