/** The form of a new job, filled with an earlier one. */
export const runAgain = (jobId: string): string => `/jobs/new?job=${jobId}`;

/** The same, asking at once what the template shall be called. */
export const templateOf = (jobId: string): string => `${runAgain(jobId)}&save=template`;
