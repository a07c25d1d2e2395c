export interface Neighbor {
  /** Router id. */
  readonly id: string;
  /** Where it is heard: an interface, or the neighbor's address there on systems that print no interface. */
  readonly on: string;
  /** As the router prints it, e.g. `FULL/DR`. */
  readonly state: string;
}

const IP = String.raw`\d{1,3}(?:\.\d{1,3}){3}`;
const STATE = String.raw`(?:full|(?:2|two)[- ]?way|exch?-?\w+|loading|init|attempt|down)(?:\/ *[\w-]+)?`;

/** One line of a neighbor table, by the systems that print it so. The first one that a table has lines of is its own. */
const ROWS: readonly RegExp[] = [
  // Junos: address, interface, state, id.
  new RegExp(String.raw`^${IP} +(?<on>\S+) +(?<state>${STATE}) +(?<id>${IP})\b`, 'i'),
  // VRP: area, interface, id, state.
  new RegExp(String.raw`^\s*${IP} +(?<on>\S+) +(?<id>${IP}) +(?<state>${STATE})`, 'i'),
  // SR OS: interface, id, state; the area stands on the next line.
  new RegExp(String.raw`^(?<on>\S+) +(?<id>${IP}) +(?<state>${STATE}) +\d+ +\d+ +\d+`, 'i'),
  // RouterOS: names and values.
  new RegExp(String.raw`\baddress=(?<on>${IP}) .*\brouter-id=(?<id>${IP}) .*\bstate="(?<state>${STATE})"`, 'i'),
  // IOS, IOS XR, NX-OS, EOS, FRRouting: id first, interface last or nearly so.
  new RegExp(String.raw`^\s*(?<id>${IP})\s.*?\s(?<state>${STATE})\s.*?\s${IP} +(?<on>\S+)`, 'i'),
];

/** The neighbors in the answer of a router to the command "OSPF neighbors". */
export function neighborsIn(output: string): Neighbor[] {
  const lines = output.split('\n');
  const row = ROWS.find((candidate) => lines.some((line) => candidate.test(line)));
  return lines.flatMap((line) => {
    const { id, on, state } = row?.exec(line)?.groups ?? {};
    return id && on && state ? [{ id, on, state: state.replaceAll(' ', '') }] : [];
  });
}

/** What a person would say of two tables of the same router. Empty where only their order, or nothing, differs. */
export function neighborChanges(before: readonly Neighbor[], after: readonly Neighbor[]): string[] {
  const key = ({ id, on }: Neighbor) => `neighbor ${id} on ${on}`;
  const then = new Map(before.map((neighbor) => [key(neighbor), neighbor.state]));
  const now = new Map(after.map((neighbor) => [key(neighbor), neighbor.state]));
  const gone = [...then].filter(([name]) => !now.has(name)).map(([name, state]) => `${name} is gone (was ${state})`);
  const others = [...now].flatMap(([name, state]) => {
    const was = then.get(name);
    if (was === undefined) return [`${name} is new (${state})`];
    return was === state ? [] : [`${name} went from ${was} to ${state}`];
  });
  return [...gone, ...others];
}
