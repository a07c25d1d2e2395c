import type { Outputs } from '../shell/api';

export type JobTemplate = Outputs['templates']['list']['items'][number];

export const runTemplate = (id: string): string => `/jobs/new?template=${id}`;
export const editTemplate = (id: string): string => `/jobs/templates/${id}`;
export const jobsOfTemplate = (id: string): string => `/jobs?template=${id}`;
