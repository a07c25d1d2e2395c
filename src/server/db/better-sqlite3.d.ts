/** What is used here of better-sqlite3 itself, past Prisma's adapter; the package brings no types. */
declare module 'better-sqlite3' {
  interface Options {
    readonly fileMustExist?: boolean;
    readonly readonly?: boolean;
    /** How long, in milliseconds, a statement waits for somebody else's lock. */
    readonly timeout?: number;
  }
  interface BackupOptions {
    /** Called after each stretch; returns how many pages the next one copies. */
    readonly progress?: (state: { readonly totalPages: number; readonly remainingPages: number }) => number;
  }
  export default class Database {
    constructor(path: string, options?: Options);
    exec(sql: string): this;
    pragma(text: string): unknown;
    backup(path: string, options?: BackupOptions): Promise<unknown>;
    close(): this;
  }
}
