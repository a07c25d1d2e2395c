import { describe, expect, it } from 'vitest';
import { NO_SECRET } from '@/server/engine/ports';
import { createLogin, type LoginQuestion } from '@/server/ssh/login';

const secret = { ...NO_SECRET, username: 'netops', password: 'Wrong-Word-55' };
const key = { type: 'ssh-ed25519', isPrivateKey: () => true };
const ask = { prompt: 'Password: ', echo: false };

const noGivingUp = () => {
  throw new Error('gave up');
};

/** A keyboard-interactive login, and what each round of questions was answered with. */
function interactive(given = secret) {
  const rounds: (string[] | 'gave up')[] = [];
  const login = createLogin(given, () => rounds.push('gave up'), null);
  login.next(null);
  const method = login.next(['keyboard-interactive']);
  const asked = (...questions: LoginQuestion[]) => {
    if (method?.type !== 'keyboard-interactive') throw new Error('another method was chosen');
    method.prompt('', '', '', questions, (answers) => rounds.push(answers));
  };
  return { login, rounds, asked };
}

describe('login', () => {
  it('asks what the router accepts before any secret leaves', () => {
    expect(createLogin(secret, noGivingUp, null).next(null)).toEqual({ type: 'none', username: 'netops' });
  });

  it.each([
    [['password', 'keyboard-interactive'], 'password'],
    [['keyboard-interactive', 'password'], 'password'],
    [['keyboard-interactive'], 'keyboard-interactive'],
  ] as const)('of %j offers the password by %s, and by that alone', (methods, step) => {
    const login = createLogin(secret, noGivingUp, null);
    login.next(null);
    expect(login.next(methods)?.type).toBe(step);
    expect(login.next(methods)).toBeNull();
    expect(login.next(['password', 'keyboard-interactive', 'publickey'])).toBeNull();
  });

  it('tries a key first, and the password where the router asks for that then', () => {
    const login = createLogin(secret, noGivingUp, key);
    login.next(null);
    expect(login.next(['publickey', 'password'])).toEqual({ type: 'publickey', username: 'netops', key });
    expect(login.next(['password'])?.type).toBe('password');
    expect(login.next(['publickey', 'password'])).toBeNull();
  });

  it('answers round after round: messages without a question, the user name, the password once', () => {
    const { rounds, asked } = interactive();
    asked();
    asked({ prompt: 'User name: ', echo: true });
    asked();
    asked(ask);
    asked();
    expect(rounds).toEqual([[], ['netops'], [], ['Wrong-Word-55'], []]);
  });

  it('answers user name and password in one round', () => {
    const { rounds, asked } = interactive();
    asked({ prompt: 'login: ', echo: true }, ask);
    expect(rounds).toEqual([['netops', 'Wrong-Word-55']]);
  });

  it('answers nothing of a round that asks for something else, and says what that was', () => {
    const { login, rounds, asked } = interactive();
    asked({ prompt: 'Verification\u001b[31m code: ', echo: true });
    expect(rounds).toEqual(['gave up']);
    expect(login.failure()).toEqual({
      kind: 'auth_failed',
      detail: 'the router asks "Verification [31m code:", and the credential has no answer to that',
    });
  });

  it('never gives the password a second time, in one round or in a later one', () => {
    const one = interactive();
    one.asked(ask, { prompt: 'Password again: ', echo: false });
    expect(one.rounds).toEqual(['gave up']);
    const later = interactive();
    later.asked(ask);
    later.asked(ask);
    expect(later.rounds).toEqual([['Wrong-Word-55'], 'gave up']);
    expect(later.login.failure()).toMatchObject({ detail: 'the router refused keyboard-interactive for netops' });
  });

  it('says what was refused, missing or wanted as well, without the secret', () => {
    const refused = createLogin(secret, noGivingUp, null);
    refused.next(null);
    refused.next(['password']);
    expect(refused.failure()).toEqual({ kind: 'auth_failed', detail: 'the router refused password for netops' });
    expect(refused.next(['keyboard-interactive'], true)).toBeNull();
    expect(refused.failure()).toEqual({
      kind: 'auth_failed',
      detail: 'the router took password and wants keyboard-interactive as well',
    });
    const missing = createLogin(secret, noGivingUp, null);
    missing.next(null);
    expect(missing.next(['publickey'])).toBeNull();
    expect(missing.failure()).toEqual({
      kind: 'auth_failed',
      detail: 'the router accepts publickey; the credential has nothing for that',
    });
  });
});
