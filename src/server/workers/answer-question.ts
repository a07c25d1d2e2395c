import type { HostKeys, JumpHosts, LoginWatch, Secrets } from '@/server/engine/ports';
import type { Answer, Answers, Question } from './messages';
import { plainError } from './plain-error';

/** What worker threads may ask for; it stays in the main thread, beside the database and its key. */
export interface DeskPorts {
  readonly secrets: Secrets;
  readonly hostKeys: HostKeys;
  readonly jumpHosts: JumpHosts;
}

/** `logins` finds the watch of a run. Never rejects: what a port throws is thrown again where it was asked for. */
export async function answerQuestion(
  question: Question,
  ports: DeskPorts,
  logins: (run: number) => LoginWatch | undefined,
): Promise<Answer> {
  try {
    return { ok: true, value: await ask(question, ports, logins) };
  } catch (error) {
    return { ok: false, error: plainError(error) };
  }
}

async function ask(
  question: Question,
  { secrets, hostKeys, jumpHosts }: DeskPorts,
  logins: (run: number) => LoginWatch | undefined,
): Promise<Answers[Question['port']]> {
  switch (question.port) {
    case 'reveal':
      return secrets.reveal(question.credentialId);
    case 'judge':
      return hostKeys.judge(question.endpoint, question.key);
    case 'findJumpHost':
      return jumpHosts.find(question.jumpHostId);
    case 'mayLogIn':
      // A run that is over logs in nowhere.
      return (await logins(question.run)?.mayLogIn()) ?? false;
    default:
      return question satisfies never;
  }
}
