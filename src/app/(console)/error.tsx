'use client';
import { ErrorState } from '@/components/ui/notice';

export default function ConsoleError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <ErrorState
      title="This page stopped working"
      message={`Jobs are not affected: they run on the server. If it happens again, pass this on: ${error.digest ?? error.message}`}
      onRetry={reset}
    />
  );
}
