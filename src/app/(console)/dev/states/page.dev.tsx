import type { Metadata } from 'next';
import { StatesPage } from '@/components/dev/states-page';

export const metadata: Metadata = { title: 'States' };

export default function Page() {
  return <StatesPage />;
}
