// A worker thread: runs devices over SSH and tells the main thread what happens. It has no database, no key and no
// environment; what it needs of those it asks for by message (messages.ts). Started by worker-thread.ts.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { LoginWatch, SessionMeter } from '@/server/engine/ports';
import { runConnectionTest } from '@/server/engine/run-connection-test';
import type { RunDeviceDeps } from '@/server/engine/run-device';
import { systemClock } from '@/server/engine/system-clock';
import { createConnect } from '@/server/ssh/session';
import { createTargets } from '@/server/ssh/targets';
import { DeviceFeed } from './device-feed';
import { Mailbox } from './mailbox';
import type { FromWorker, ToWorker, WorkerSettings } from './messages';
import { plainError } from './plain-error';
import { createRemotePorts, type RemotePorts } from './remote-ports';
import { stepBack } from './step-back';

type RunMessage = Extract<ToWorker, { readonly kind: 'run' }>;
type TestMessage = Extract<ToWorker, { readonly kind: 'test' }>;

function serve(main: MessagePort, settings: WorkerSettings): void {
  const mailbox = new Mailbox<FromWorker>((messages) => main.postMessage(messages));
  const ports = createRemotePorts(mailbox);
  const { hostKeyPolicy, allowedTargets, handshakesAtOnce } = settings;
  const targets = createTargets(allowedTargets);
  const meter: SessionMeter = { step: (step, ms, ok) => mailbox.post({ kind: 'measured', step, ms, ok }) };
  const connect = createConnect({ ...ports, hostKeyPolicy, targets, handshakesAtOnce, meter });
  const deps: RunDeviceDeps = { connect, clock: systemClock, log: ports.log };
  const feeds = new Map<number, DeviceFeed>();
  const tests = new Map<number, AbortController>();

  async function run({ run, work, watched }: RunMessage): Promise<void> {
    const feed = new DeviceFeed(work, deps, watched ? watchOf(run, ports, mailbox) : undefined);
    feeds.set(run, feed);
    try {
      await feed.run((event) => mailbox.post({ kind: 'event', run, event }));
    } catch (err) {
      ports.log.error({ jobId: work.jobId, deviceId: work.target.deviceId, err }, 'A device run broke off');
    }
    feeds.delete(run);
    mailbox.post({ kind: 'over', run });
  }

  async function test({ run, test }: TestMessage): Promise<void> {
    const stop = new AbortController();
    tests.set(run, stop);
    try {
      mailbox.post({ kind: 'tested', run, report: await runConnectionTest(test, stop.signal, deps) });
    } catch (error) {
      mailbox.post({ kind: 'broken', run, error: plainError(error) });
    }
    tests.delete(run);
  }

  function take(message: ToWorker): void {
    switch (message.kind) {
      case 'run':
        void run(message);
        break;
      case 'test':
        void test(message);
        break;
      case 'dealt':
        feeds.get(message.run)?.advance(message.dealt);
        break;
      case 'abort':
        feeds.get(message.run)?.abort(message.reason);
        tests.get(message.run)?.abort(message.reason);
        break;
      case 'leave':
        feeds.get(message.run)?.leave();
        break;
      case 'answer':
        ports.answered(message.ask, message.answer);
        break;
      case 'ping':
        mailbox.post({ kind: 'pong' });
        break;
      default:
        message satisfies never;
    }
  }

  main.on('message', (messages: readonly ToWorker[]) => {
    for (const message of messages) take(message);
  });
}

const watchOf = (run: number, ports: RemotePorts, mailbox: Mailbox<FromWorker>): LoginWatch => ({
  mayLogIn: () => ports.mayLogIn(run),
  decided: (login) => mailbox.post({ kind: 'decided', run, login }),
});

if (!parentPort) throw new Error('worker.ts is the entry of a worker thread');
stepBack();
serve(parentPort, workerData as WorkerSettings);
