import { randomBytes } from 'node:crypto';
import type { LabPlatform } from '../../lab/network/model';
import { type Lab, type LabOptions, type LabRouter, startLab } from '../../lab/start-lab';

/** Test files run side by side: each has blocks of its own, and the system chooses ports. */
export function addressBlock(block: number): string {
  return `127.99.${block}.1`;
}

export interface TestLab {
  readonly lab: Lab;
  /** Right credentials for an ssh2 client. */
  readonly login: { readonly username: string; readonly password: string };
  readonly enablePassword: string;
  /** The nth (0) router of a platform. */
  router(platform: LabPlatform, nth?: number): LabRouter;
}

/** A small lab with random passwords. */
export async function startTestLab(block: number, options: Partial<LabOptions> = {}): Promise<TestLab> {
  const login = { username: 'tester', password: randomBytes(9).toString('base64url') };
  const enablePassword = randomBytes(9).toString('base64url');
  const lab = await startLab({
    seed: 7,
    size: 12,
    port: 0,
    addressBase: addressBlock(block),
    enablePassword,
    ...login,
    ...options,
  });
  return {
    lab,
    login,
    enablePassword,
    router(platform, nth = 0) {
      const found = lab.routers.filter((router) => router.platform === platform)[nth];
      if (!found) throw new Error(`The test lab has no ${platform} number ${nth}`);
      return found;
    },
  };
}
