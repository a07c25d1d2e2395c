import type { Metadata } from 'next';
import { DeviceGroupsPage } from '@/components/device-groups/device-groups-page';

export const metadata: Metadata = { title: 'Device groups' };

export default function Page() {
  return <DeviceGroupsPage />;
}
