import { describe, expect, it } from 'vitest';
import { problemsOf, toUpdate } from '@/components/credentials/credential-form-values';

const empty = {
  name: 'lab',
  username: 'netops',
  password: '',
  privateKey: '',
  passphrase: '',
  enablePassword: '',
  realm: '',
  loginsPerSecond: '',
};

describe('the form of a credential', () => {
  it('leaves out secrets that were not typed, so that the stored ones stay', () => {
    expect(toUpdate({ ...empty, enablePassword: 'new' })).toEqual({
      name: 'lab',
      username: 'netops',
      realm: null,
      loginsPerSecond: null,
      enablePassword: 'new',
    });
  });

  it('gives the limit as a number and takes it away where it was emptied', () => {
    expect(toUpdate({ ...empty, passphrase: 'p', realm: ' tacacs ', loginsPerSecond: ' 0.5 ' })).toMatchObject({
      passphrase: 'p',
      realm: 'tacacs',
      loginsPerSecond: 0.5,
    });
    for (const loginsPerSecond of ['fast', '0', '101', '-1', 'NaN']) {
      expect(problemsOf({ ...empty, password: 'p', loginsPerSecond }, null)).toHaveProperty('loginsPerSecond');
    }
  });

  it('needs a way to log in, typed now or stored before', () => {
    expect(problemsOf(empty, null)).toHaveProperty('password');
    expect(problemsOf({ ...empty, privateKey: 'key' }, null)).toEqual({});
    expect(problemsOf(empty, { hasPassword: true, hasPrivateKey: false })).toEqual({});
  });
});
