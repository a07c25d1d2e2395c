import { describe, expect, it } from 'vitest';
import { NO_SECRET } from '@/server/engine/ports';
import { createLogin, type LoginQuestion } from '@/server/ssh/login';

const secret = { ...NO_SECRET, username: 'netops', realm: 'r', password: 'Wrong-Word-55' };
const ask = { prompt: 'Password: ', echo: false };

const noGivingUp = () => {
  throw new Error('gave up');
};

describe('login', () => {
  it('asks what the router accepts before any secret leaves', () => {
    expect(createLogin(secret, noGivingUp).next(null)).toEqual({ type: 'none', username: 'netops' });
  });

  it.each([
    [['password', 'keyboard-interactive'], 'password'],
    [['keyboard-interactive', 'password'], 'password'],
    [['keyboard-interactive'], 'keyboard-interactive'],
  ] as const)('of %j offers the password by %s, and by that alone', (methods, step) => {
    const login = createLogin(secret, noGivingUp);
    login.next(null);
    expect(login.next(methods)?.type).toBe(step);
    expect(login.next(methods)).toBeNull();
    expect(login.next(['password', 'keyboard-interactive', 'publickey'])).toBeNull();
  });

  it('tries a key first, and the password where the router asks for that then', () => {
    const login = createLogin({ ...secret, privateKey: 'PEM' }, noGivingUp);
    login.next(null);
    expect(login.next(['publickey', 'password'])?.type).toBe('publickey');
    expect(login.next(['password'])?.type).toBe('password');
    expect(login.next(['publickey', 'password'])).toBeNull();
  });

  it('answers the password once, and nothing but the password', () => {
    let givenUp = 0;
    const login = createLogin(secret, () => {
      givenUp += 1;
    });
    login.next(null);
    const method = login.next(['keyboard-interactive']);
    const answers: string[][] = [];
    const asked = (...questions: LoginQuestion[]) => {
      if (method?.type === 'keyboard-interactive') method.prompt('', '', '', questions, (given) => answers.push(given));
    };
    asked({ prompt: 'Verification code: ', echo: true });
    asked(ask, { prompt: 'Code: ', echo: false });
    expect([answers, givenUp]).toEqual([[], 2]);
    asked(ask);
    asked(ask);
    expect([answers, givenUp]).toEqual([[['Wrong-Word-55']], 3]);
  });

  it('says what was refused or missing, without the secret', () => {
    const refused = createLogin(secret, noGivingUp);
    refused.next(null);
    refused.next(['password']);
    expect(refused.failure()).toEqual({ kind: 'auth_failed', detail: 'the router refused password for netops' });
    const missing = createLogin(secret, noGivingUp);
    missing.next(null);
    expect(missing.next(['publickey'])).toBeNull();
    expect(missing.failure()).toEqual({
      kind: 'auth_failed',
      detail: 'the router accepts publickey; the credential has nothing for that',
    });
  });
});
