import { isNetwork } from '../network/address-list';

/** One entry of WEBHOOK_HOSTS. */
export type HostEntry = (
  | { readonly kind: 'name'; readonly name: string }
  /** With its leading dot. */
  | { readonly kind: 'suffix'; readonly suffix: string }
  | { readonly kind: 'network'; readonly network: string }
) & {
  /** Whether requests may go there without TLS. */
  readonly http: boolean;
};

/** RFC 1123 §2.1; the last label is no number, which would be a mistyped address. */
const NAME = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** `hooks.example.net`, `*.example.net`, `10.1.0.0/16` or an address, each with or without `http://`; null for what is none. */
export function parseHostEntry(text: string): HostEntry | null {
  const lower = text.trim().toLowerCase();
  const http = lower.startsWith('http://');
  const host = http ? lower.slice('http://'.length) : lower;
  if (isNetwork(host)) return { kind: 'network', network: host, http };
  const name = host.startsWith('*.') ? host.slice(2) : host;
  if (!NAME.test(name) || name.length > 253) return null;
  return name === host ? { kind: 'name', name, http } : { kind: 'suffix', suffix: `.${name}`, http };
}

/** The texts of a list; empty where it names nothing. */
export const hostEntryTexts = (list: string): string[] =>
  list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
