import type { Metadata } from 'next';
import { ImportPage } from '@/components/imports/import-page';

export const metadata: Metadata = { title: 'Import devices' };

export default function Page() {
  return <ImportPage />;
}
