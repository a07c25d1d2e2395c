import type { EntryPattern, LabRequest, LabResponse } from './process-protocol';
import type { LedgerEntry } from './router/ledger-entry';
import { type Lab, startLab } from './start-lab';

/**
 * A lab in a process of its own, driven over node's IPC channel (see process-protocol). It ends with its parent: when
 * the channel closes, so does the lab.
 */
let lab: Lab | undefined;

function running(): Lab {
  if (!lab) throw new Error('The lab has not been started');
  return lab;
}

async function answer(request: LabRequest): Promise<unknown> {
  switch (request.call) {
    case 'start':
      if (lab) throw new Error('The lab has already been started');
      lab = await startLab(request.args[0]);
      // Spread each router so that getters become values.
      return lab.routers.map((router) => ({ ...router }));
    case 'entries':
      return running().ledger.entries();
    case 'of':
      return running().ledger.of(request.args[0]);
    case 'lines':
      return running().ledger.lines(request.args[0]);
    case 'logins':
      return running().ledger.logins(request.args[0]);
    case 'failedLogins':
      return running().ledger.failedLogins(request.args[0]);
    case 'counts':
      return running().ledger.counts();
    case 'peakSessions':
      return running().ledger.peakSessions(request.args[0]);
    case 'waitFor':
      return running().ledger.waitFor(counting(request.args[0]), request.args[1]);
    case 'idle':
      return running().ledger.idle(request.args[0]);
    case 'clear':
      return running().ledger.clear();
    case 'setFault':
      return running().setFault(...request.args);
    case 'configure':
      return running().configure(...request.args);
    case 'rotateHostKey':
      return running().rotateHostKey(request.args[0]);
    case 'close':
      return lab?.close();
  }
}

/** True at the `count`th entry that fits. */
function counting({ router, kind, text, count = 1 }: EntryPattern): (entry: LedgerEntry) => boolean {
  let seen = 0;
  return (entry) => {
    if (router !== undefined && entry.router !== router) return false;
    if (kind !== undefined && entry.kind !== kind) return false;
    if (text !== undefined && !(entry.kind === 'line' && entry.text === text)) return false;
    seen += 1;
    return seen === count;
  };
}

function send(response: LabResponse): void {
  if (process.connected) process.send?.(response);
}

process.on('message', async (request: LabRequest) => {
  try {
    send({ id: request.id, ok: true, answer: await answer(request) });
  } catch (error) {
    send({ id: request.id, ok: false, message: error instanceof Error ? error.message : String(error) });
  }
});
process.on('disconnect', () => process.exit(0));
// Ctrl-C in a terminal reaches the whole group: the parent decides when the lab ends.
process.on('SIGINT', () => undefined);
