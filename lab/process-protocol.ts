import type { Fault } from './router/fault';
import type { LedgerEntry, LedgerEvent, Period } from './router/ledger-entry';
import type { DeviceSettings } from './router/settings';
import type { LabOptions, LabRouter } from './start-lab';

/** Options that survive serialisation: a network is made from its seed in the child. */
export type LabProcessOptions = Omit<LabOptions, 'network'>;

/** What to wait for, as data: the `count`th (1) entry that has all the given fields. */
export interface EntryPattern {
  readonly router?: string;
  readonly kind?: LedgerEvent['kind'];
  readonly text?: string;
  readonly count?: number;
}

/** What the parent may ask of the child: arguments and answer by name. */
export interface LabCalls {
  start: { args: [LabProcessOptions]; answer: LabRouter[] };
  entries: { args: []; answer: LedgerEntry[] };
  of: { args: [string]; answer: LedgerEntry[] };
  lines: { args: [string]; answer: string[] };
  logins: { args: [string]; answer: number };
  failedLogins: { args: [string?]; answer: number };
  counts: { args: []; answer: Record<LedgerEvent['kind'], number> };
  peakSessions: { args: [(Period & { readonly router?: string })?]; answer: number };
  waitFor: { args: [EntryPattern, number?]; answer: LedgerEntry };
  idle: { args: [number?]; answer: undefined };
  clear: { args: []; answer: undefined };
  setFault: { args: [string, Fault | null]; answer: undefined };
  configure: { args: [string, Partial<DeviceSettings>]; answer: undefined };
  rotateHostKey: { args: [string]; answer: string };
  close: { args: []; answer: undefined };
}

export type CallName = keyof LabCalls;

/** Parent to child. */
export type LabRequest = {
  [Name in CallName]: { readonly id: number; readonly call: Name; readonly args: LabCalls[Name]['args'] };
}[CallName];

/** Child to parent, one for each request, in the order in which they are done. */
export type LabResponse =
  | { readonly id: number; readonly ok: true; readonly answer: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string };
