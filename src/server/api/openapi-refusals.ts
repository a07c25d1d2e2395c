/** What refusals mean, by status. */
export const REFUSALS = {
  400: 'The input cannot be followed; `fields` says what was expected where',
  401: 'Nobody is signed in, or the token is unknown, expired or revoked',
  403: 'Another role is needed, or a page of another origin asks',
  404: 'There is no such thing',
  409: 'Not possible as things stand',
  413: 'The body is larger than 10 MB',
  415: 'The body is not application/json',
  429: 'Too much at once: try again later',
  500: 'A defect of the portal; its log has the reference',
  503: 'The portal is about to restart: try again',
} as const;
export type RefusalStatus = keyof typeof REFUSALS;

/** Among the components of the document. */
export const refusalName = (status: string | number): string => `Refusal${status}`;

/** Of an operation that may be refused in these ways. */
export const refusals = (statuses: readonly RefusalStatus[]) =>
  Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/${refusalName(status)}` }]));
