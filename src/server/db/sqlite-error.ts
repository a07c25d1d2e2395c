interface AdapterError {
  readonly cause?: { readonly originalCode?: string; readonly originalMessage?: string };
}

/** What SQLite itself said; the adapter's own error names only a kind. */
export const sqliteMessage = (error: Error): string => (error as AdapterError).cause?.originalMessage ?? error.message;

/** Whether somebody else holds a lock that was needed. */
export const isSqliteBusy = (error: unknown): boolean =>
  (error as AdapterError).cause?.originalCode?.startsWith('SQLITE_BUSY') ?? false;
