import ssh2 from 'ssh2';
import { afterEach, describe, expect, it } from 'vitest';
import { createTargets } from '@/server/ssh/targets';
import { ed25519Pair } from '../../support/key-pair';
import {
  connectBy,
  type DialOptions,
  dial,
  dialed,
  ENABLE_PASSWORD,
  failureOf,
  PASSWORD,
  runLine,
  USERNAME,
} from './lab-session';
import { answering, type RouterScript, type ScriptedRouter, startScriptedRouter } from './scripted-router';

let router: ScriptedRouter | null = null;
afterEach(async () => {
  await router?.close();
  router = null;
});
const start = async (script: RouterScript) => {
  router = await startScriptedRouter(script);
  return router;
};
const plain = answering('r1#', async (_line, write) => write('answer\r\n'));

describe('login', () => {
  it('by private key, with nothing else offered', async () => {
    const key = ed25519Pair();
    const tried: string[] = [];
    const place = await start({
      shell: plain,
      authenticate(context) {
        tried.push(context.method);
        if (context.method !== 'publickey') return context.reject(['publickey', 'password']);
        const known = ssh2.utils.parseKey(key.public);
        if (known instanceof Error || !context.key.data.equals(known.getPublicSSH())) return context.reject();
        if (context.signature && context.blob && known.verify(context.blob, context.signature) !== true)
          context.reject();
        else context.accept();
      },
    });
    const session = await dialed(place, { secret: { privateKey: key.private } });
    expect((await runLine(session, 'show clock')).output).toBe('answer\r\n');
    await session.close();
    expect(new Set(tried)).toEqual(new Set(['none', 'publickey']));
  });

  it('a router that never decides is a timeout of the login', async () => {
    const place = await start({
      authenticate: (context) => (context.method === 'none' ? context.reject(['password']) : undefined),
    });
    // Without a clock of its own it has the handshake's.
    for (const clocks of [{ handshakeMs: 400 }, { handshakeMs: 30_000, authMs: 400 }]) {
      expect(await failureOf(place, { clocks })).toEqual({ kind: 'timeout', phase: 'auth', ms: 400 });
    }
  });

  it('by several rounds of questions: a message, the user name, the password, another message', async () => {
    const given: string[][] = [];
    const place = await start({
      shell: plain,
      authenticate(context) {
        if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
        const rounds = [[], [{ prompt: 'Username: ', echo: true }], [{ prompt: 'Password: ', echo: false }], []];
        const next = (): void => {
          const questions = rounds.shift();
          if (!questions) context.accept();
          else {
            context.prompt(questions, (answers) => {
              given.push(answers);
              next();
            });
          }
        };
        next();
      },
    });
    await (await dialed(place)).close();
    expect(given).toEqual([[], [USERNAME], [PASSWORD], []]);
  });

  it('a router that takes the password and wants more gets nothing a second time', async () => {
    const tried: string[] = [];
    const place = await start({
      authenticate(context) {
        tried.push(context.method);
        if (context.method === 'none') context.reject(['password', 'keyboard-interactive']);
        else context.reject(['keyboard-interactive'], true);
      },
    });
    expect(await failureOf(place)).toEqual({
      kind: 'auth_failed',
      detail: 'the router took password and wants keyboard-interactive as well',
    });
    expect(tried).toEqual(['none', 'password']);
  });

  it('a router that asks for a second factor gets the password once and no more', async () => {
    const given: string[][] = [];
    const place = await start({
      authenticate(context) {
        if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
        context.prompt([{ prompt: 'Password: ', echo: false }], (first) => {
          given.push(first);
          context.prompt([{ prompt: 'Verification code: ', echo: false }], (second) => given.push(second));
        });
      },
    });
    expect((await failureOf(place)).kind).toBe('auth_failed');
    expect(given).toEqual([[PASSWORD]]);
  });

  it('a router that takes no password at all is let in', async () => {
    const session = await dialed(await start({ shell: plain }), { secret: { password: null } });
    await session.close();
  });

  it('a refused shell is connection_lost', async () => {
    expect((await failureOf(await start({}))).kind).toBe('connection_lost');
  });

  it('a question instead of a prompt is unexpected_prompt', async () => {
    const place = await start({
      shell: async (channel) => {
        channel.write('Your password has expired.\r\nEnter new password: ');
      },
    });
    expect(await failureOf(place)).toEqual({ kind: 'unexpected_prompt', text: 'Enter new password:' });
  });
});

describe('a router of unknown platform', () => {
  const dialAny = (place: ScriptedRouter, options: DialOptions = {}) => dial({ ...place, platform: 'auto' }, options);
  const telling = (version: string, lines: string[]): RouterScript => ({
    ident: 'OpenSSH_9.2',
    shell: answering('r1#', async (line, write) => {
      lines.push(line);
      if (line === 'show version') await write(version);
    }),
  });

  it('that names itself in the answer to one line is spoken to as that', async () => {
    const lines: string[] = [];
    const place = await start(telling('Arista vEOS-lab\r\nSoftware image version: 4.28.6.1M\r\n', lines));
    const result = await dialAny(place);
    expect(result).toMatchObject({ ok: true, value: { platform: 'arista_eos' } });
    if (result.ok) await result.value.close();
    expect(lines).toEqual(['show version']);
  });

  it('that cannot be told after one line is unexpected_prompt, and no other line is sent', async () => {
    const lines: string[] = [];
    const place = await start(telling("% Invalid input detected at '^' marker.\r\n", lines));
    expect(await dialAny(place)).toMatchObject({ ok: false, error: { kind: 'unexpected_prompt' } });
    expect(lines).toEqual(['show version']);
  });

  it('that names two systems is not guessed at', async () => {
    const lines: string[] = [];
    const place = await start(telling('FRRouting 8.4.4\r\nArista vEOS-lab\r\n', lines));
    expect(await dialAny(place)).toMatchObject({ ok: false, error: { kind: 'unexpected_prompt' } });
    expect(lines).toEqual(['show version']);
  });
});

it('RouterOS, given or told by its identification, learns from the user name how wide its terminal is', async () => {
  const names: string[] = [];
  const prompt = '[netops@mk-1] > ';
  const place = await start({
    ident: 'ROSSSH',
    authenticate(context) {
      names.push(context.username);
      context.accept();
    },
    shell: async (channel, lines) => {
      channel.write(prompt);
      for await (const line of lines) {
        if (line === '/quit\r') return channel.close();
        channel.write(`${line}\n${prompt}`);
      }
    },
  });
  for (const platform of ['mikrotik_routeros', 'auto'] as const) {
    const session = await dialed({ ...place, platform });
    expect((await runLine(session, '/ip print')).output).toBe('');
    await session.close();
  }
  expect(new Set(names)).toEqual(new Set([`${USERNAME}+ct511w4098h`]));
});

describe('output', () => {
  it('that stands at a look-alike in pieces is not cut there', async () => {
    const place = await start({
      shell: answering('r1#', async (_line, write) => {
        for (const piece of ['first\r\nr1', '#', 'show run\r\n', 'r1#\r', '\nla', 'st\r\n']) await write(piece);
      }),
    });
    const session = await dialed(place);
    expect((await runLine(session, 'show archive')).output).toBe('first\r\nr1#show run\r\nr1#\r\nlast\r\n');
    expect((await runLine(session, 'show archive')).output).toContain('last');
    await session.close();
  });

  it('that comes one byte at a time is complete', async () => {
    const text = 'r1#\r\nr1# not yet\r\n% Invalid input detected at marker\r\nPassword: none\r\n';
    const place = await start({
      shell: answering('r1#', async (_line, write) => {
        for (const character of text) await write(character);
      }),
    });
    const session = await dialed(place);
    const { output, result } = await runLine(session, 'show archive');
    expect(output).toBe(text);
    expect(result.failure).toMatchObject({ kind: 'command_rejected' });
    await session.close();
  });

  it('of a router that echoes nothing is complete', async () => {
    const place = await start({
      shell: async (channel, lines) => {
        channel.write('r1#');
        for await (const line of lines) channel.write(line.startsWith('terminal') ? 'r1#' : '\r\n12:00:00 UTC\r\nr1#');
      },
    });
    const session = await dialed(place);
    expect((await runLine(session, 'show clock')).output).toBe('\r\n12:00:00 UTC\r\n');
    await session.close();
  });

  it('that was sent in time counts, though this process stood still when it came', async () => {
    const place = await start({
      shell: answering('r1#', async (_line, write) => {
        await write('answer\r\n');
        // Timers come next, and what is there to be read after them.
        await new Promise((resolve) => setImmediate(resolve));
        const until = performance.now() + 900;
        while (performance.now() < until);
      }),
    });
    const session = await dialed(place, { clocks: { commandIdleMs: 500 } });
    expect(await runLine(session, 'show clock')).toMatchObject({ output: 'answer\r\n', result: { failure: null } });
    await session.close();
  });

  it('goes on over a second key exchange', async () => {
    const place = await start({
      shell: answering('r1#', async (_line, write, connection) => {
        await new Promise<void>((resolve) => connection.rekey(() => resolve()));
        await write('after\r\n');
      }),
    });
    const session = await dialed(place);
    expect((await runLine(session, 'show clock')).output).toBe('after\r\n');
    await session.close();
  });

  it('that holds a password of the login has stars in its place, and its true length', async () => {
    const place = await start({
      shell: answering('r1#', async (_line, write) => {
        // In one long line as well, of which the channel gives parts on before its end has come.
        for (const piece of [`username x password ${PASSWORD}\r\n`, `${'.'.repeat(5_000)}${PASSWORD.slice(0, 7)}`])
          await write(piece);
        await write(`${PASSWORD.slice(7)} ${ENABLE_PASSWORD}\r\n`);
      }),
    });
    const session = await dialed(place, { secret: { enablePassword: ENABLE_PASSWORD } });
    const { output, result } = await runLine(session, 'show run');
    const [password, enable] = [PASSWORD, ENABLE_PASSWORD].map((text) => '*'.repeat(text.length));
    expect(output).toBe(`username x password ${password}\r\n${'.'.repeat(5_000)}${password} ${enable}\r\n`);
    expect(result.bytes).toBe(output.length);
    await session.close();
  });

  it('that says a secret is named without it in a failure', async () => {
    const place = await start({
      shell: answering('r1#', async (_line, write) => write(`% Invalid input detected: ${PASSWORD}\r\n`)),
    });
    const session = await dialed(place);
    const { result } = await runLine(session, 'show clock');
    expect(result.failure).toEqual({ kind: 'command_rejected', message: '% Invalid input detected: [secret]' });
    await session.close();
  });
});

it('a router that ignores the good-bye is left', async () => {
  const place = await start({
    shell: async (channel, lines) => {
      channel.write('r1#');
      for await (const line of lines) channel.write(`${line}\r\nr1#`);
    },
  });
  const session = await dialed(place);
  await session.close();
});

it('a name server that never answers is a timeout of the connection', async () => {
  const targets = createTargets('127.0.0.0/8', () => new Promise(() => {}));
  const place = { name: 'r1', address: 'r1.example', port: 22, platform: 'frr' } as const;
  const failure = await failureOf(place, { deps: { targets }, clocks: { connectMs: 200 } });
  expect(failure).toEqual({ kind: 'timeout', phase: 'connect', ms: 200 });
});

it('many sessions at once come through a narrow gate', async () => {
  const place = await start({ shell: plain });
  const connect = connectBy({ deps: { handshakesAtOnce: 2 } });
  const sessions = await Promise.all(Array.from({ length: 12 }, () => dialed(place, { connect })));
  await Promise.all(sessions.map((session) => session.close()));
});
