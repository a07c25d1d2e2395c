import { type ReactNode, Suspense } from 'react';
import { Providers } from '@/components/shell/providers';

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <Providers live={false}>
      <Suspense>{children}</Suspense>
    </Providers>
  );
}
