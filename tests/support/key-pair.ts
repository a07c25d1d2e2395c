import ssh2 from 'ssh2';

type Options = Parameters<typeof ssh2.utils.generateKeyPairSync>[1];

/**
 * An ed25519 key pair in OpenSSH format. ssh2 writes about one of 300 so that neither it nor anybody else can read it
 * (a leading zero byte goes missing): such a one is made anew.
 */
export function ed25519Pair(options: Options = {}): { private: string; public: string } {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519', options);
    const passphrase = (options as { passphrase?: string }).passphrase;
    if (!(ssh2.utils.parseKey(pair.private, passphrase) instanceof Error)) return pair;
  }
}
