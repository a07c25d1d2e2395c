export interface ImportView {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** `row` is 1-based and counts the header, as a spreadsheet shows it. */
  readonly errors: readonly { readonly row: number; readonly field: string; readonly message: string }[];
  /** What becomes of each row, in the order of the file. */
  readonly rows: readonly {
    readonly row: number;
    readonly name: string;
    readonly fate: 'create' | 'update' | 'unchanged' | 'error';
  }[];
}

/** CSV to inventory. Made by the runtime from server/inventory and the device store; the api only asks. */
export interface DeviceImport {
  /** What `apply` would do. Changes nothing. */
  preview(content: string): Promise<ImportView>;
  /** Does it, all rows or none: with an error in any row nothing changes. */
  apply(content: string): Promise<ImportView>;
}
