import { createInProcessExecutor } from '@/server/engine/in-process-executor';
import { systemClock } from '@/server/engine/system-clock';
import { createConnect } from '@/server/ssh/session';
import { createTargets } from '@/server/ssh/targets';
import { executorConformance } from './executor.conformance';
import { jumpHostConformance } from './jump-host-executor.conformance';

executorConformance('in process', '127.203.0.1', ({ allowedTargets, log, ...parts }) => {
  const connect = createConnect({ ...parts, log, hostKeyPolicy: 'first_use', targets: createTargets(allowedTargets) });
  return createInProcessExecutor({ connect, clock: systemClock, log });
});

jumpHostConformance('in process', '127.204.0.1', ({ allowedTargets, log, ...parts }) => {
  const connect = createConnect({ ...parts, log, hostKeyPolicy: 'first_use', targets: createTargets(allowedTargets) });
  return createInProcessExecutor({ connect, clock: systemClock, log });
});
