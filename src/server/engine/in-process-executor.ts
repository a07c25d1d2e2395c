import type { Executor } from './ports';
import { runConnectionTest } from './run-connection-test';
import { type RunDeviceDeps, runDevice } from './run-device';

/** Devices run in this process: for tests, the command line, and a portal with `WORKERS=0`. */
export function createInProcessExecutor(deps: RunDeviceDeps): Executor {
  return {
    run: (work, signal, logins) => runDevice(work, signal, deps, logins),
    test: (test, signal) => runConnectionTest(test, signal, deps),
    close: async () => deps.connect.close?.(),
  };
}
