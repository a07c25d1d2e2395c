import { formatIpv4 } from '../../network/ipv4';
import type { View } from '../view';

/** The two lines that most OSPF commands start with, indented by tabs, and an empty one. */
export function heading(view: View, subject: string): string {
  return `\n\t OSPF Process 1 with Router ID ${formatIpv4(view.router.routerId)}\n\t\t ${subject} \n\n`;
}

/** VRP ages: '00h15m04s', '312h07m54s'. */
export function vrpAge(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 3600)}h${two((seconds % 3600) / 60)}m${two(seconds % 60)}s`;
}
