import { formatIpv4, formatPrefix } from '../../network/ipv4';
import { ageSeconds, type View } from '../view';
import { rosDuration } from './item';

export const ROS_RELEASE = '7.15.3';

const aligned = (rows: readonly (readonly [string, string])[]) =>
  `${rows.map(([key, value]) => `${key.padStart(25)}: ${value}\n`).join('')}\n`;

/** `/system resource print`: the version stands here. */
export function showResource(view: View): string {
  return aligned([
    ['uptime', rosDuration(ageSeconds(view))],
    ['version', `${ROS_RELEASE} (stable)`],
    ['build-time', '2024-07-24 10:39:01'],
    ['free-memory', '800.4MiB'],
    ['total-memory', '1024.0MiB'],
    ['cpu', 'QEMU Virtual CPU'],
    ['cpu-count', '2'],
    ['cpu-load', '1%'],
    ['free-hdd-space', '68.4MiB'],
    ['total-hdd-space', '89.2MiB'],
    ['architecture-name', 'x86_64'],
    ['board-name', 'CHR'],
    ['platform', 'MikroTik'],
  ]);
}

/** `/system identity print`. */
export function showIdentity(view: View): string {
  return `  name: ${view.router.name}\n\n`;
}

/** `/export`: addresses and OSPF. */
export function exportConfiguration(view: View): string {
  const { router } = view;
  const areaName = (area: number) => (area === 0 ? 'backbone' : `area${area}`);
  return `${[
    `# 2026-11-02 08:15:40 by RouterOS ${ROS_RELEASE}`,
    '# software id = ',
    '#',
    '/interface bridge',
    'add name=loopback',
    '/routing ospf instance',
    `add disabled=no name=default router-id=${formatIpv4(router.routerId)}`,
    '/routing ospf area',
    ...router.areas.map(
      (area) => `add area-id=${formatIpv4(area)} disabled=no instance=default name=${areaName(area)}`,
    ),
    '/ip address',
    ...router.interfaces.map(
      (local) => `add address=${formatPrefix(local.address, local.prefixLength)} interface=${local.name}`,
    ),
    '/routing ospf interface-template',
    ...router.interfaces.map(
      (local) =>
        `add area=${areaName(local.area)} cost=${local.cost} disabled=no interfaces=${local.name}${local.kind === 'point-to-point' ? ' type=ptp' : ''}`,
    ),
    '/system identity',
    `set name=${router.name}`,
  ].join('\n')}\n`;
}
