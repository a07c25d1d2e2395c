import type { Metadata } from 'next';
import { JumpHostsPage } from '@/components/jump-hosts/jump-hosts-page';

export const metadata: Metadata = { title: 'Jump hosts' };

export default function Page() {
  return <JumpHostsPage />;
}
