import { MutationCache, QueryCache, QueryClient, timeoutManager } from '@tanstack/react-query';
import { TRPCClientError } from '@trpc/client';
import { goToSignIn, isUnauthorised } from './sign-in-redirect';
import { stepTimers } from './step-timers';

if (typeof window !== 'undefined') timeoutManager.setTimeoutProvider(stepTimers());

/** Answers below 500 are the server's considered opinion: asking again changes nothing. */
function worthAnotherTry(failures: number, error: unknown): boolean {
  const status = error instanceof TRPCClientError ? error.data?.httpStatus : undefined;
  return failures < 2 && (typeof status !== 'number' || status >= 500);
}

const onError = (error: unknown) => {
  if (isUnauthorised(error)) goToSignIn();
};

export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: { queries: { staleTime: 5000, retry: worthAnotherTry } },
  });
}
