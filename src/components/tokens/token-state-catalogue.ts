import { Ban, CircleCheck, ClockAlert } from 'lucide-react';
import type { StateView } from '../jobs/state-catalogue';
import type { TokenState } from './token';

export const TOKEN_STATE_VIEWS = {
  active: { label: 'active', icon: CircleCheck, text: 'text-state-completed', fill: 'bg-state-completed-fill' },
  expired: { label: 'expired', icon: ClockAlert, text: 'text-state-dim', fill: 'bg-state-dim-fill' },
  revoked: { label: 'revoked', icon: Ban, text: 'text-state-dim', fill: 'bg-state-dim-fill' },
} satisfies Record<TokenState, StateView>;
