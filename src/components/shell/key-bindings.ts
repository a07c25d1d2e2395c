/** What a key does. `go` names a page by the second letter of its sequence. */
export type KeyAction =
  | { readonly kind: 'keys' | 'search' | 'palette' | 'next' | 'previous' }
  | { readonly kind: 'go'; readonly href: string };

/** The part of a keyboard event that counts. */
export interface KeyStroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** True where the letter is being written, or belongs to a menu or a dialog. */
  readonly elsewhere: boolean;
  /** Milliseconds, of any clock. */
  readonly at: number;
}

/** Pages by the letter after `g`. */
export const GO_TO: Readonly<Record<string, { readonly href: string; readonly label: string }>> = {
  o: { href: '/', label: 'Overview' },
  d: { href: '/devices', label: 'Devices' },
  j: { href: '/jobs', label: 'Jobs' },
  n: { href: '/jobs/new', label: 'New job' },
  c: { href: '/credentials', label: 'Credentials' },
  h: { href: '/host-keys', label: 'Host keys' },
  i: { href: '/devices/import', label: 'Imports' },
  s: { href: '/settings', label: 'Settings' },
  t: { href: '/settings/tokens', label: 'API tokens' },
  w: { href: '/settings/webhooks', label: 'Webhooks' },
};

/** The second key of a sequence comes within this time. */
const SEQUENCE_MS = 1_500;

const SINGLE: Readonly<Record<string, KeyAction>> = {
  '?': { kind: 'keys' },
  '/': { kind: 'search' },
  j: { kind: 'next' },
  k: { kind: 'previous' },
};

/**
 * Turns keys into actions; remembers an open `g`. `single` says whether keys without Ctrl or Cmd count: WCAG 2.1.4 asks
 * that these can be switched off, since speech input types them by accident.
 */
export function createKeyReader(): (stroke: KeyStroke, single: boolean) => KeyAction | null {
  let leaderAt: number | null = null;
  return (stroke, single) => {
    const leader = leaderAt !== null && stroke.at - leaderAt <= SEQUENCE_MS;
    leaderAt = null;
    const { key, ctrlKey, metaKey, altKey } = stroke;
    if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'k') return { kind: 'palette' };
    if (ctrlKey || metaKey || altKey || stroke.elsewhere || !single) return null;
    const page = leader ? GO_TO[key.toLowerCase()] : undefined;
    if (page) return { kind: 'go', href: page.href };
    if (key === 'g') {
      leaderAt = stroke.at;
      return null;
    }
    return SINGLE[key] ?? null;
  };
}
