import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  test: {
    include: ['tests/**/*.test.ts'],
    // An odd zone (UTC+5:45) and shuffled order: nothing may depend on the machine's clock zone or on file order.
    env: { TZ: 'Asia/Kathmandu', NODE_ENV: 'test' },
    sequence: { shuffle: true },
    // Guards against what hangs, not measures: two busy cores may make a browser wait.
    testTimeout: 180_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
    // Simulated fleets and browsers share two cores in CI; more workers would only starve each other's clocks.
    maxWorkers: 2,
  },
});
