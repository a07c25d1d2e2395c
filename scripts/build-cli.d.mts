export declare function buildCli(outfile?: string): Promise<string[]>;
