// The real worker thread, which dies when a test says so: from outside of it, as a defect would make it.
import { BroadcastChannel, threadId } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

const channel = new BroadcastChannel('die');
channel.onmessage = ({ data: { how, thread } }) => {
  if (how === 'who') channel.postMessage({ here: threadId });
  if (thread !== undefined && thread !== threadId) return;
  if (how === 'exit') process.exit(3);
  if (how === 'throw') {
    setImmediate(() => {
      throw new Error('a defect');
    });
  }
  if (how === 'reject') void Promise.reject(new Error('a forgotten promise'));
  if (how === 'memory') for (let kept = null; ; ) kept = { kept, more: new Array(20_000).fill(1) };
};
register();
await import('../../../src/server/workers/worker.ts');
