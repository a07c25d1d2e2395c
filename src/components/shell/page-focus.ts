const ROW = 'tbody tr, [data-key-row]';
const TARGET = 'a[href], button:not([disabled])';
const WRITING = 'input, textarea, select, [contenteditable="true"]';
/** They have keys of their own. */
const LAYERS = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

/** Whether a key that was pressed there is text, or meant for a menu or a dialog. */
export function belongsElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return true;
  return target instanceof Element && target.closest(`${WRITING}, ${LAYERS}`) !== null;
}

/** Puts the cursor into the search of this page; false where it has none. */
export function focusSearch(): boolean {
  const inputs = document.querySelectorAll<HTMLInputElement>('main input[type="search"]');
  const input = [...inputs].find(isShown);
  input?.focus();
  input?.select();
  return input !== undefined;
}

/** Goes from row to row of the page's tables and lists; into the first one, where no row has the focus yet. */
export function focusRow(step: 1 | -1): void {
  const targets = [...document.querySelectorAll<HTMLElement>('main')]
    .flatMap((main) => [...main.querySelectorAll<HTMLElement>(ROW)])
    .flatMap((row) => row.querySelector<HTMLElement>(TARGET) ?? [])
    .filter(isShown);
  const here = targets.findIndex((target) => target.closest(ROW)?.contains(document.activeElement));
  const next = here === -1 ? targets[0] : targets[here + step];
  next?.focus();
  // The top line stays in place and would cover the row.
  next?.closest(ROW)?.scrollIntoView({ block: 'nearest' });
}

const isShown = (element: HTMLElement): boolean => element.getClientRects().length > 0;
