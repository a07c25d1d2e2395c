import { createJobStore } from '@/server/db/job-store';
import { createMemoryStore } from '@/server/engine/memory-store';
import { tempDatabase } from '../../support/temp-database';
import { jobStoreConformance } from './job-store.conformance';

jobStoreConformance('in memory', async () => ({ store: createMemoryStore(), close: async () => {} }));

jobStoreConformance('Prisma', async () => {
  const { db, remove } = await tempDatabase();
  return { store: createJobStore(db), close: remove };
});
