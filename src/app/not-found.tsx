import { Compass } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/notice';

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={Compass}
        title="There is no such page"
        actions={
          <Button asChild variant="primary">
            <Link href="/">Overview</Link>
          </Button>
        }
      >
        The address may be cut off, or the page has moved.
      </EmptyState>
    </main>
  );
}
