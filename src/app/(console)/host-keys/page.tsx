import type { Metadata } from 'next';
import { HostKeysPage } from '@/components/host-keys/host-keys-page';

export const metadata: Metadata = { title: 'Host keys' };

export default function Page() {
  return <HostKeysPage />;
}
