/** How much Junos prints of each row. */
export type Level = 'brief' | 'detail' | 'extensive';
