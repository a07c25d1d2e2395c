import { describe, expect, it } from 'vitest';
import { type Download, downloadPath, JOB_DOWNLOADS, parseDownloadPath } from '@/domain/download';

describe('the path of a download', () => {
  it('says which download it is', () => {
    const all: Download[] = [
      ...JOB_DOWNLOADS.map((format) => ({ jobId: 'j1', of: 'job', format }) as const),
      { jobId: 'j1', of: 'device', deviceId: 'd-2_x' },
      { jobId: 'j1', of: 'command', deviceId: 'd2', index: 0 },
      { jobId: 'j1', of: 'command', deviceId: 'd2', index: 49 },
    ];
    for (const download of all) expect(parseDownloadPath(downloadPath(download))).toEqual({ ok: true, download });
  });

  it.each([
    '/api/jobs/',
    '/api/jobs/j1',
    '/api/jobs/j1/output.exe',
    '/api/jobs/j1/output.zip/',
    '/api/jobs/j1/devices/d1/output.zip',
    '/api/jobs/j1/devices/d1/../output.txt',
    '/api/jobs//output.zip',
  ])('that names nothing is no download: %s', (path) => {
    expect(parseDownloadPath(path)).toEqual({ ok: false, reason: 'no_such_path' });
  });

  it.each([
    ['jobId', '/api/jobs/%2e%2e/output.zip'],
    ['jobId', `/api/jobs/${'x'.repeat(65)}/output.csv`],
    ['deviceId', '/api/jobs/j1/devices/a%00b/output.txt'],
    ['index', '/api/jobs/j1/devices/d1/commands/-1/output.bin'],
    ['index', '/api/jobs/j1/devices/d1/commands/1e3/output.bin'],
    ['index', '/api/jobs/j1/devices/d1/commands/00/output.bin'],
  ])('with a bad %s names that field: %s', (field, path) => {
    const parsed = parseDownloadPath(path);
    expect(parsed).toMatchObject({ ok: false, reason: 'invalid' });
    expect((parsed as { message: string }).message).toMatch(new RegExp(`^${field}: expected`));
  });
});
