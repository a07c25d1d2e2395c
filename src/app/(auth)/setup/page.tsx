import type { Metadata } from 'next';
import { SetupForm } from '@/components/account/setup-form';

export const metadata: Metadata = { title: 'First account' };

export default function SetupPage() {
  return <SetupForm />;
}
