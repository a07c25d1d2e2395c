import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  test: {
    include: ['tests/**/*.test.ts'],
    // An odd zone (UTC+5:45) and shuffled order: nothing may depend on the machine's clock zone or on file order.
    env: { TZ: 'Asia/Kathmandu', NODE_ENV: 'test' },
    sequence: { shuffle: true },
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // Simulated fleets and browsers share two cores in CI; more workers would only starve each other's clocks.
    maxWorkers: 2,
  },
});
