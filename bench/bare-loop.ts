// The peer that the portal is measured against: ssh2 and p-limit, nothing else. No database, no events, no checks of host
// keys, no clocks, no parsing beyond "the prompt is back". Runs in a process of its own, asked over IPC.
import pLimit from 'p-limit';
import { Client, type ClientChannel } from 'ssh2';

export interface BareWork {
  readonly routers: readonly { readonly name: string; readonly address: string; readonly port: number }[];
  readonly username: string;
  readonly password: string;
  readonly commands: readonly string[];
  readonly atOnce: number;
}

export interface BareResult {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly bytes: number;
}

process.on('message', async (work: BareWork) => {
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  const limit = pLimit(work.atOnce);
  const sizes = await Promise.all(work.routers.map((router) => limit(() => visit(router, work))));
  const { user, system } = process.cpuUsage(cpu);
  const result: BareResult = {
    wallMs: performance.now() - startedAt,
    cpuMs: (user + system) / 1000,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  };
  process.send!(result, undefined, undefined, () => process.disconnect());
});

async function visit(router: BareWork['routers'][number], work: BareWork): Promise<number> {
  const client = new Client();
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve).once('error', reject);
    client.connect({
      host: router.address,
      port: router.port,
      username: work.username,
      password: work.password,
      algorithms: { kex: ['curve25519-sha256'] },
    });
    client.setNoDelay(true);
  });
  const shell = await new Promise<ClientChannel>((resolve, reject) => {
    client.shell({ term: 'vt100', cols: 511, rows: 24 }, (error, channel) =>
      error ? reject(error) : resolve(channel),
    );
  });
  let bytes = await untilPrompt(shell, router.name);
  for (const line of ['terminal length 0', ...work.commands]) {
    shell.write(`${line}\n`);
    bytes += await untilPrompt(shell, router.name);
  }
  await new Promise<void>((resolve) => {
    client.once('close', resolve);
    client.end();
  });
  return bytes;
}

function untilPrompt(shell: ClientChannel, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    let end = '';
    const lost = () => reject(new Error(`${name} closed the shell`));
    const onData = (chunk: Buffer) => {
      bytes += chunk.length;
      end = (end + chunk.toString('latin1')).slice(-200);
      if (!new RegExp(`(?:^|\\n)${name}[#>] ?$`).test(end)) return;
      shell.off('data', onData).off('close', lost);
      resolve(bytes);
    };
    shell.on('data', onData).once('close', lost);
  });
}
