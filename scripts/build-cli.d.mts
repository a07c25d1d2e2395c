export declare const CLI_FILE: string;
export declare function buildCli(outfile?: string): Promise<void>;
