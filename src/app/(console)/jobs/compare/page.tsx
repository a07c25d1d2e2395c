import type { Metadata } from 'next';
import { ComparePage } from '@/components/jobs/compare-page';

export const metadata: Metadata = { title: 'Compare two runs' };

export default function Page() {
  return <ComparePage />;
}
