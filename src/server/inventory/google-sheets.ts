import { type GooglePlaces, readGoogleSheet, type SheetAddress, type SheetSecret } from './google-sheet';
import { readServiceAccount } from './google-token';
import type { OpenedTable } from './table-file';

export interface GoogleSheets {
  /** What Google refuses is a refused table that says what to do. */
  open(address: SheetAddress, secret: SheetSecret): Promise<OpenedTable>;
  /** Whether a text is the key of a service account, and whose. */
  checkKey(
    text: string,
  ): Promise<{ readonly ok: true; readonly clientEmail: string } | { readonly ok: false; readonly message: string }>;
}

/** `sheetsUrl` and `tokenUrl` are of the configuration, so both may be asked for tokens. */
export function createGoogleSheets({
  sheetsUrl,
  tokenUrl,
}: Pick<GooglePlaces, 'sheetsUrl' | 'tokenUrl'>): GoogleSheets {
  const allowedOrigins = [...new Set([tokenUrl, sheetsUrl].map((url) => new URL(url).origin))];
  const places = { sheetsUrl, tokenUrl, allowedOrigins };
  return {
    open: async (address, secret) => ({ table: await readGoogleSheet(address, secret, places) }),
    async checkKey(text) {
      const read = await readServiceAccount(text, places);
      return read.ok ? { ok: true, clientEmail: read.account.clientEmail } : read;
    },
  };
}
