import { type Mode, type Reply, text } from './dialect';

/** First words of the configuration lines that the simulated router swallows without acting on them. */
const ACCEPTED = [
  'access-list', 'area', 'auto-cost', 'banner', 'default-information', 'description', 'distance', 'hostname', 'ip',
  'ipv6', 'line', 'log-adjacency-changes', 'logging', 'max-metric', 'maximum-paths', 'mtu', 'neighbor', 'network', 'no',
  'ntp', 'ospf', 'passive-interface', 'redistribute', 'router-id', 'service', 'shutdown', 'snmp-server', 'timers',
  'username',
]; // biome-ignore format: one word list

/**
 * One line in configuration mode. 'do' means that an exec command follows; undefined means that the line is refused.
 * Nothing is remembered: the network is immutable.
 */
export function configureLine(line: string, mode: Mode): Reply | 'do' | undefined {
  const words = line.trim().toLowerCase().split(/\s+/);
  const first = words[0] ?? '';
  if (first === 'do' && words.length > 1) return 'do';
  if (first === 'end') return { kind: 'mode', mode: 'exec' };
  if (first === 'exit') return { kind: 'mode', mode: mode === 'config' ? 'exec' : 'config' };
  if (first === 'router' && words.length > 1) return { kind: 'mode', mode: 'config-router' };
  if (first === 'interface' && words.length > 1) return { kind: 'mode', mode: 'config-if' };
  return ACCEPTED.includes(first) ? text('') : undefined;
}
