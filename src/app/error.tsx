'use client';
import { ErrorState } from '@/components/ui/notice';

export default function RootError({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <ErrorState
        title="This page stopped working"
        message="Jobs are not affected: they run on the server."
        onRetry={reset}
      />
    </main>
  );
}
