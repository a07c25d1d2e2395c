import { systemClock } from '@/server/engine/system-clock';
import { createWorkerExecutor } from '@/server/workers/worker-executor';
import { executorConformance } from '../engine/executor.conformance';

executorConformance('worker threads', '127.104.0.1', ({ allowedTargets, handshakesAtOnce, log, ...ports }) =>
  createWorkerExecutor({
    workers: 2,
    settings: { hostKeyPolicy: 'first_use', allowedTargets, handshakesAtOnce },
    ports,
    clock: systemClock,
    log,
  }),
);
