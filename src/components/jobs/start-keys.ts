/**
 * Idempotency keys of starts that are not known to have happened. One intent has one key until its job is known, so that
 * a second press, or another after a lost answer, starts nothing a second time.
 */
export interface StartKeys {
  /** `intent` is what would be started, as JSON tells it: something else has another key. */
  keyOf(intent: object): string;
  /** The job of this key is known: to start the same again is a new intent. */
  settled(key: string | undefined): void;
}

export function createStartKeys(): StartKeys {
  const keys = new Map<string, string>();
  return {
    keyOf(intent) {
      const words = JSON.stringify(intent);
      const key = keys.get(words) ?? newKey();
      keys.set(words, key);
      return key;
    },
    settled(settled) {
      for (const [words, key] of keys) if (key === settled) keys.delete(words);
    },
  };
}

/** 128 random bits. `crypto.randomUUID` is missing on pages that come without TLS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
