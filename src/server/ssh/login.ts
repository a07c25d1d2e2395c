import type { Failure } from '@/domain/failure';
import type { LoginSecret } from '@/server/engine/ports';

/** One try, in the shape that ssh2's `authHandler` takes. */
export type LoginMethod =
  | { readonly type: 'none'; readonly username: string }
  | { readonly type: 'publickey'; readonly username: string; readonly key: string }
  | { readonly type: 'password'; readonly username: string; readonly password: string }
  | {
      readonly type: 'keyboard-interactive';
      readonly username: string;
      prompt(
        name: string,
        instructions: string,
        language: string,
        questions: LoginQuestion[],
        finish: (answers: string[]) => void,
      ): void;
    };

/** What a keyboard-interactive server asks (RFC 4256 §3.2). */
export interface LoginQuestion {
  readonly prompt: string;
  readonly echo?: boolean | undefined;
}

/**
 * Chooses the methods of one login (RFC 4252). Each secret is offered once and by one method only, so that a wrong
 * password costs exactly one failed login: locks and alarms of AAA servers count them.
 */
export interface Login {
  /** What to try next; null: nothing is left. `accepted` are the methods the router lists, null before it was asked. */
  next(accepted: readonly string[] | null): LoginMethod | null;
  /** The failure when nothing is left. Never holds a secret. */
  failure(): Failure;
}

/** `giveUp` is called when the router asks for something else than the password, or for the password again. */
export function createLogin(secret: LoginSecret, giveUp: () => void): Login {
  const { username, password, privateKey } = secret;
  const tried: LoginMethod['type'][] = [];
  let accepted: readonly string[] = [];
  let answered = false;

  const answer = ([question, ...others]: readonly LoginQuestion[]): string[] | null => {
    if (!question || others.length > 0 || answered || password === null) return null;
    if (question.echo === true && !/pass(?:word|code)/i.test(question.prompt)) return null;
    answered = true;
    return [password];
  };

  const choose = (): LoginMethod | null => {
    if (privateKey !== null && accepted.includes('publickey') && !tried.includes('publickey')) {
      return { type: 'publickey', username, key: privateKey };
    }
    if (password === null || tried.includes('password') || tried.includes('keyboard-interactive')) return null;
    if (accepted.includes('password')) return { type: 'password', username, password };
    if (!accepted.includes('keyboard-interactive')) return null;
    return {
      type: 'keyboard-interactive',
      username,
      prompt(_name, _instructions, _language, questions, finish) {
        const answers = answer(questions);
        if (answers === null) giveUp();
        else finish(answers);
      },
    };
  };

  return {
    next(methods) {
      if (methods !== null) accepted = methods;
      // `none` asks which methods there are (RFC 4252 §5.2); routers do not count it as a failed login.
      const method: LoginMethod | null = methods === null ? { type: 'none', username } : choose();
      if (method !== null) tried.push(method.type);
      return method;
    },
    failure() {
      const offered = tried.filter((type) => type !== 'none');
      const list = accepted.length > 0 ? accepted.join(', ') : 'nothing';
      const detail =
        offered.length > 0
          ? `the router refused ${offered.join(' and ')} for ${username}`
          : `the router accepts ${list}; the credential has nothing for that`;
      return { kind: 'auth_failed', detail };
    },
  };
}
