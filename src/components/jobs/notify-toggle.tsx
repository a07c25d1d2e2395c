'use client';
import { Bell, BellRing } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '../ui/button';
import { Tooltip } from '../ui/tooltip';
import { type NotifyRefusal, useEndNotification } from './end-notification';

const REFUSALS = {
  unsupported: 'This browser shows no notifications for pages.',
  denied: 'The browser does not allow it: change that in its settings for this site.',
} satisfies Record<NotifyRefusal, string>;

/** Switches this browser's notifications at the end of a job on and off. */
export function NotifyToggle() {
  const { on, switchOn, switchOff } = useEndNotification();
  const turn = async () => {
    if (on) {
      switchOff();
      toast('No notification when a job ends');
      return;
    }
    const refusal = await switchOn();
    if (refusal) toast.error('No notifications', { description: REFUSALS[refusal] });
    else toast.success('This browser will tell you when a job ends');
  };
  const Icon = on ? BellRing : Bell;
  return (
    <Tooltip label={on ? 'Notifies when a job ends' : 'Notify when a job ends'}>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Notify when a job ends"
        aria-pressed={on}
        onClick={() => void turn()}
        className={on ? 'text-link' : undefined}
      >
        <Icon />
      </Button>
    </Tooltip>
  );
}
