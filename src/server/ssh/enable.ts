import type { Failure } from '@/domain/failure-schema';
import type { Enable } from './platforms/platform';
import { answerTo, type Preparation } from './preparation';

/**
 * Rises to the privileged level. Null: privileged, or nothing to do. The password is sent once: a second question for it
 * is a refusal, and where prompts do not tell the level, so is an answer that refuses.
 */
export async function enable(
  { shell, line }: Preparation,
  way: Enable | null,
  prompt: string,
  password: string | null,
): Promise<Failure | null> {
  if (way === null || password === null || way.privileged?.test(prompt)) return null;
  const refused: Failure = { kind: 'auth_failed', detail: 'the router refused the enable password' };
  const options = { ...line, expectedQuestion: way.asksPassword };

  let { end } = await answerTo(shell, shell.send(way.line, options));
  let isRefused = false;
  if (end.kind === 'question') {
    const sent = shell.send(password, { ...options, secret: true });
    end = (await answerTo(shell, sent)).end;
    isRefused = sent.refusal !== null;
  }
  if (end.kind === 'failed') return end.failure;
  const isPrivileged = way.privileged === null ? !isRefused : way.privileged.test(end.text);
  if (end.kind === 'prompt' && isPrivileged) return null;
  shell.abandon(refused);
  return refused;
}
