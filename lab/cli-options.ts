import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { MAX_ROUTERS } from './network/create-network';
import { LAB_PLATFORMS } from './network/model';
import { EVERY_PLATFORM, type PlatformMix } from './network/platform-mix';
import { type Fault, parseFault } from './router/fault';
import { isPublicKey } from './router/host-keys';

export const USAGE = `Usage: npm run routers -- [options]

Starts simulated routers on loopback addresses and runs until Ctrl-C.

  --size <n>               how many routers, 1 to ${MAX_ROUTERS} (60)
  --seed <n>               which network: the same seed and size give the same one (7)
  --countries <list>       ISO codes to draw from, with commas between (all)
  --platforms <list>       'all', or shares such as cisco_ios=2,frr (two of IOS to one of FRR); known are
                           ${LAB_PLATFORMS.join(' ')}
  --port <n>               TCP port of every router (2222)
  --address <127.x.y.z>    first address (127.20.0.1; Linux only)
  --think <ms>             time between a command and its answer (50)
  --username <name>        login name (netops)
  --password-file <file>   file with the password; default $LAB_PASSWORD, else a random one, which is printed
  --host-key-file <file>   file with the host key of all routers, made when it is not there; default a new key at every start
  --authorized-key <file>  public key with which one may log in too (OpenSSH format)
  --enable <password>      enable password of the routers that have one
  --csv <file>             write an inventory for the portal's import
  --credential <name>      credential named in that inventory (lab)
  --fault <name>=<kind>    something wrong with one router; may be repeated. <kind> may have a number after a colon:
                           slow:40, flood:5000000, drop_mid_output:2
  --list                   print every router, not only the first ones
  --help
`;

export interface RoutersOptions {
  readonly size: number;
  readonly seed: number;
  readonly countries?: readonly string[];
  readonly platforms?: PlatformMix;
  readonly port: number;
  readonly address?: string;
  readonly thinkTimeMs: number;
  readonly username: string;
  /** Undefined when neither a file nor the environment gives one. */
  readonly password?: string;
  readonly hostKeyFile?: string;
  readonly authorizedKey?: string;
  readonly enablePassword?: string;
  readonly csv?: string;
  readonly credential: string;
  readonly faults: Readonly<Record<string, Fault>>;
  readonly list: boolean;
}

/** Command line and environment -> options, or 'help'. Throws with the flag's name on anything wrong. */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): RoutersOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      size: { type: 'string', default: '60' },
      seed: { type: 'string', default: '7' },
      countries: { type: 'string' },
      platforms: { type: 'string' },
      port: { type: 'string', default: '2222' },
      address: { type: 'string' },
      think: { type: 'string', default: '50' },
      username: { type: 'string', default: 'netops' },
      'password-file': { type: 'string' },
      'host-key-file': { type: 'string' },
      'authorized-key': { type: 'string' },
      enable: { type: 'string' },
      csv: { type: 'string' },
      credential: { type: 'string', default: 'lab' },
      fault: { type: 'string', multiple: true, default: [] },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    size: integer('--size', values.size, 1, MAX_ROUTERS),
    seed: integer('--seed', values.seed, 0, 0xffffffff),
    countries: values.countries?.split(',').map((code) => code.trim().toUpperCase()),
    platforms: readPlatforms(values.platforms),
    port: integer('--port', values.port, 1, 65_535),
    address: values.address,
    thinkTimeMs: integer('--think', values.think, 0, 600_000),
    username: values.username,
    password: readPassword(values['password-file']) ?? (env.LAB_PASSWORD || undefined),
    hostKeyFile: values['host-key-file'],
    authorizedKey: readKey(values['authorized-key']),
    enablePassword: values.enable,
    csv: values.csv,
    credential: values.credential,
    faults: Object.fromEntries(values.fault.map(readFault)),
    list: values.list,
  };
}

function integer(flag: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new Error(`${flag}: expected a whole number from ${min} to ${max}, got ${JSON.stringify(text)}`);
  }
  return value;
}

/** 'all', or 'cisco_ios=2,frr': a share is 1 where none is given. */
function readPlatforms(list?: string): PlatformMix | undefined {
  if (list === undefined) return undefined;
  if (list === 'all') return EVERY_PLATFORM;
  const shares = list.split(',').map((word): [string, number] => {
    const [name = '', share = '1'] = word.trim().split('=');
    return [name, integer(`--platforms ${name}`, share, 1, MAX_ROUTERS)];
  });
  const unknown = shares.find(([name]) => !LAB_PLATFORMS.some((platform) => platform === name));
  if (unknown) throw new Error(`--platforms: expected ${LAB_PLATFORMS.join(' ')}, got ${JSON.stringify(unknown[0])}`);
  return Object.fromEntries(shares);
}

function readKey(file?: string): string | undefined {
  if (file === undefined) return undefined;
  const key = readText('--authorized-key', file).trim();
  if (isPublicKey(key)) return key;
  throw new Error(`--authorized-key: expected a public key in OpenSSH format in ${file}`);
}

function readText(flag: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`${flag}: ${error instanceof Error ? error.message : error}`);
  }
}

function readPassword(file?: string): string | undefined {
  if (file === undefined) return undefined;
  const text = readText('--password-file', file);
  const password = text.replace(/\r?\n$/, '');
  if (password === '') throw new Error(`--password-file: ${file} is empty`);
  return password;
}

function readFault(text: string): [string, Fault] {
  const [, name, kind] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (!name || !kind) throw new Error(`--fault: expected <name>=<kind>, got ${JSON.stringify(text)}`);
  try {
    return [name, parseFault(kind)];
  } catch (error) {
    throw new Error(`--fault: ${error instanceof Error ? error.message : error}`);
  }
}
