'use client';
import { useBrowserSetting } from '../shell/browser-setting';

/** Why notifications could not be switched on. */
export type NotifyRefusal = 'unsupported' | 'denied';

/** Whether this browser shall say when a job ends. It stays off where the browser does not allow it any more. */
export function useEndNotification() {
  const [wanted, setWanted] = useBrowserSetting('notify-at-end', false);
  const on = wanted && 'Notification' in globalThis && Notification.permission === 'granted';
  /** To be called from a click, since browsers ask only then. Null where it worked. */
  const switchOn = async (): Promise<NotifyRefusal | null> => {
    if (!('Notification' in globalThis)) return 'unsupported';
    if ((await Notification.requestPermission()) !== 'granted') return 'denied';
    if (!canNotify()) return 'unsupported';
    setWanted(true);
    return null;
  };
  return { on, switchOn, switchOff: () => setWanted(false) };
}

/** Chrome on Android has the constructor and refuses its use by a page. */
function canNotify(): boolean {
  try {
    new Notification('Area Zero', { body: 'You will be told here when a job ends.', tag: 'areazero-test' });
    return true;
  } catch {
    return false;
  }
}

/** One notification for each job, however many tabs say it. */
export function notifyEnd({ jobId, text, open }: { jobId: string; text: string; open: () => void }): void {
  const notification = new Notification('Area Zero', { body: text, tag: `areazero-${jobId}`, icon: '/icon.svg' });
  notification.onclick = () => {
    window.focus();
    open();
    notification.close();
  };
}
