import { describe, expect, it } from 'vitest';
import { columnSummary, errorSummary, type FileColumn, linesOf, summary } from '@/components/imports/import-words';
import { emailIn, problemsOf, type SheetFormValues, toInput } from '@/components/imports/sheet-form-values';

describe('the words of an import', () => {
  it('count what will be written, and say so when that is nothing', () => {
    expect(summary({ created: 58, updated: 2 }, 'present')).toBe('Create 58, update 2');
    expect(summary({ created: 0, updated: 2 }, 'past')).toBe('Updated 2');
    expect(summary({ created: 0, updated: 0 }, 'present')).toBe('Nothing to change');
  });

  it('count errors and the rows they stand in', () => {
    expect(errorSummary({ errorTotal: 3, failed: 2 })).toBe('3 errors in 2 rows');
    expect(errorSummary({ errorTotal: 1, failed: 0 })).toBe('1 error');
  });

  it('count the columns that are known, left out and to be asked', () => {
    const column = (field: FileColumn['field'], reason: FileColumn['reason']): FileColumn => ({
      key: `${field}${reason}`,
      field,
      reason,
      candidate: null,
      samples: [],
    });
    const columns = [
      column('name', 'synonym'),
      column(null, 'unknown'),
      column(null, 'given'),
      column(null, 'ambiguous'),
    ];
    expect(columnSummary(columns)).toBe('1 recognised, 2 left out, 1 not clear');
    expect(columnSummary(columns.slice(0, 1))).toBe('1 recognised');
  });

  it('show what is wrong first, a line for each error, and no row twice', () => {
    const rows = [
      { row: 2, name: 'r1', fate: 'create' as const },
      { row: 3, name: 'r2', fate: 'error' as const },
    ];
    const errors = ['port', 'country'].map((field) => ({ row: 3, field, message: 'wrong' }));
    expect(linesOf(errors, rows).map(({ row, name, fate, field }) => [row, name, fate, field])).toEqual([
      [3, 'r2', 'error', 'port'],
      [3, 'r2', 'error', 'country'],
      [2, 'r1', 'create', ''],
    ]);
  });
});

describe('the form of a sheet', () => {
  const filled: SheetFormValues = {
    name: ' fleet ',
    spreadsheetId: 'https://docs.google.com/spreadsheets/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgVE2upms/edit#gid=0',
    range: '',
    authKind: 'api_key',
    serviceAccount: 'typed before',
    apiKey: 'AIza-key',
  };

  it('sends the key of the kind that is chosen, and none where the stored one stays', () => {
    expect(toInput(filled)).toEqual({
      name: 'fleet',
      spreadsheetId: filled.spreadsheetId,
      range: 'A:CV',
      apiKey: 'AIza-key',
    });
    expect(toInput({ ...filled, apiKey: '' })).not.toHaveProperty('apiKey');
  });

  it('asks for a key unless one of that kind is stored', () => {
    expect(problemsOf(filled, null)).toEqual({});
    const empty = { ...filled, apiKey: '', spreadsheetId: 'x', name: '' };
    expect(Object.keys(problemsOf(empty, null)).sort()).toEqual(['apiKey', 'name', 'spreadsheetId']);
    expect(problemsOf({ ...filled, apiKey: '' }, { authKind: 'api_key' })).toEqual({});
    expect(problemsOf({ ...filled, apiKey: '' }, { authKind: 'service_account' })).toHaveProperty('apiKey');
  });

  it('finds whom to share with in a key file', () => {
    expect(emailIn('{"client_email":"a@b.example"}')).toBe('a@b.example');
    expect([emailIn('{'), emailIn('{"client_email":5}')]).toEqual([null, null]);
  });
});
