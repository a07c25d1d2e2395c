import type { Failure } from '@/domain/failure-schema';
import type { LoginSecret } from '@/server/engine/ports';
import type { LoginKey } from './private-key';
import { plainText } from './wire-failure';

/** One try, in the shape that ssh2's `authHandler` takes. */
export type LoginMethod =
  | { readonly type: 'none'; readonly username: string }
  | { readonly type: 'publickey'; readonly username: string; readonly key: LoginKey }
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
  /**
   * What to try next; null: nothing is left. `accepted` are the methods the router lists, null before it was asked;
   * `partial`: it took the last one and wants another as well.
   */
  next(accepted: readonly string[] | null, partial?: boolean): LoginMethod | null;
  /** The failure when nothing is left. Never holds a secret. */
  failure(): Failure;
}

const ASKS_PASSWORD = /pass(?:word|code|phrase)/i;
const ASKS_USERNAME = /(?:user ?name|login|user)\s*:?\s*$/i;

/**
 * `key` is the private key of `secret`, read; null where it has none. `giveUp` is called when the router asks for something
 * else than user name and password, or for the password again.
 */
export function createLogin(secret: LoginSecret, giveUp: () => void, key: LoginKey | null): Login {
  const { username, password } = secret;
  const tried: LoginMethod['type'][] = [];
  let accepted: readonly string[] = [];
  let answered = false;
  /** What the router asked last and got no answer to. */
  let unanswered: string | null = null;
  let wantsMore = false;

  const answerTo = ({ prompt, echo }: LoginQuestion): string | null => {
    if (echo === true && ASKS_USERNAME.test(prompt)) return username;
    if (answered || password === null || (echo === true && !ASKS_PASSWORD.test(prompt))) return null;
    answered = true;
    return password;
  };

  /** Null: one of them has no answer, and then none is given. A round without questions is a message (RFC 4256 §3.4). */
  const answersTo = (questions: readonly LoginQuestion[]): string[] | null => {
    const before = answered;
    const answers: string[] = [];
    for (const question of questions) {
      const answer = answerTo(question);
      if (answer === null) {
        unanswered = before && ASKS_PASSWORD.test(question.prompt) ? null : plainText(question.prompt);
        return null;
      }
      answers.push(answer);
    }
    return answers;
  };

  const choose = (): LoginMethod | null => {
    if (key !== null && accepted.includes('publickey') && !tried.includes('publickey')) {
      return { type: 'publickey', username, key };
    }
    if (password === null || tried.includes('password') || tried.includes('keyboard-interactive')) return null;
    if (accepted.includes('password')) return { type: 'password', username, password };
    if (!accepted.includes('keyboard-interactive')) return null;
    return {
      type: 'keyboard-interactive',
      username,
      prompt(_name, _instructions, _language, questions, finish) {
        const answers = answersTo(questions);
        if (answers === null) giveUp();
        else finish(answers);
      },
    };
  };

  const detail = (): string => {
    const offered = tried.filter((type) => type !== 'none');
    if (unanswered !== null) return `the router asks "${unanswered}", and the credential has no answer to that`;
    if (wantsMore) return `the router took ${offered.join(' and ')} and wants ${accepted.join(' or ')} as well`;
    if (offered.length > 0) return `the router refused ${offered.join(' and ')} for ${username}`;
    return `the router accepts ${accepted.join(', ') || 'nothing'}; the credential has nothing for that`;
  };

  return {
    next(methods, partial = false) {
      if (methods !== null) accepted = methods;
      wantsMore = partial;
      // `none` asks which methods there are (RFC 4252 §5.2); routers do not count it as a failed login.
      const method: LoginMethod | null = methods === null ? { type: 'none', username } : choose();
      if (method !== null) tried.push(method.type);
      return method;
    },
    failure: () => ({ kind: 'auth_failed', detail: detail() }),
  };
}
