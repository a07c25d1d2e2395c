import { defineConfig } from 'prisma/config';

/**
 * For Prisma's own command line (generate; `migrate deploy` where its engine can be fetched). The portal itself does not
 * read this file: it applies the migrations at start by server/db/migrate.
 */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'file:./data/areazero.db' },
});
