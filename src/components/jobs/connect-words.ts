import type { ConnectPhase } from '@/domain/event-schema';

/** What a device is doing before its first command. */
export const PHASE_LABELS = {
  connecting: 'connecting',
  handshake: 'SSH handshake',
  authenticating: 'logging in',
  preparing: 'preparing the session',
} satisfies Record<ConnectPhase, string>;
