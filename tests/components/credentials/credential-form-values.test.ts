import { describe, expect, it } from 'vitest';
import { problemsOf, toUpdate } from '@/components/credentials/credential-form-values';

const empty = { name: 'lab', username: 'netops', password: '', privateKey: '', enablePassword: '' };

describe('the form of a credential', () => {
  it('leaves out secrets that were not typed, so that the stored ones stay', () => {
    expect(toUpdate({ ...empty, enablePassword: 'new' })).toEqual({
      name: 'lab',
      username: 'netops',
      enablePassword: 'new',
    });
  });

  it('needs a way to log in, typed now or stored before', () => {
    expect(problemsOf(empty, null)).toHaveProperty('password');
    expect(problemsOf({ ...empty, privateKey: 'key' }, null)).toEqual({});
    expect(problemsOf(empty, { hasPassword: true, hasPrivateKey: false })).toEqual({});
  });
});
