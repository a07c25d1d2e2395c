import { Ban, CircleCheck, CircleDashed, CirclePause, CircleX } from 'lucide-react';
import type { DeliveryState } from '@/domain/webhook';
import type { StateView } from '../jobs/state-catalogue';

export const DELIVERY_STATE_VIEWS = {
  pending: { label: 'waiting', icon: CircleDashed, text: 'text-state-pending', fill: 'bg-state-pending-fill' },
  held: { label: 'held', icon: CirclePause, text: 'text-state-paused', fill: 'bg-state-paused-fill' },
  delivered: { label: 'delivered', icon: CircleCheck, text: 'text-state-completed', fill: 'bg-state-completed-fill' },
  failed: { label: 'failed', icon: CircleX, text: 'text-state-failed', fill: 'bg-state-failed-fill' },
  dropped: { label: 'dropped', icon: Ban, text: 'text-state-dim', fill: 'bg-state-dim-fill' },
} satisfies Record<DeliveryState, StateView>;

/** `waiting` until its first attempt, then for the next one. */
export const deliveryView = ({ state, attempts }: { state: DeliveryState; attempts: number }): StateView => {
  const view = DELIVERY_STATE_VIEWS[state];
  return state === 'pending' && attempts > 0 ? { ...view, label: 'tries again', text: 'text-state-paused' } : view;
};
