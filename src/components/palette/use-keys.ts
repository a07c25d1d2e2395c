'use client';
import { useEffect, useRef } from 'react';
import { createKeyReader, type KeyAction } from '../shell/key-bindings';
import { belongsElsewhere, focusRow, focusSearch } from '../shell/page-focus';

export interface KeyTargets {
  /** Whether keys without Ctrl or Cmd count. */
  readonly single: boolean;
  readonly go: (href: string) => void;
  readonly showPalette: () => void;
  readonly showKeys: () => void;
}

/** The keys of every page. */
export function useKeys(targets: KeyTargets): void {
  const latest = useRef(targets);
  latest.current = targets;
  useEffect(() => {
    const read = createKeyReader();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const { key, ctrlKey, metaKey, altKey, timeStamp: at } = event;
      const elsewhere = belongsElsewhere(event.target);
      const action = read({ key, ctrlKey, metaKey, altKey, elsewhere, at }, latest.current.single);
      if (!action) return;
      event.preventDefault();
      act(action, latest.current);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function act(action: KeyAction, { go, showPalette, showKeys }: KeyTargets): void {
  if (action.kind === 'go') go(action.href);
  else if (action.kind === 'keys') showKeys();
  else if (action.kind === 'next') focusRow(1);
  else if (action.kind === 'previous') focusRow(-1);
  // A page without a search of its own has the one over everything.
  else if (action.kind === 'palette' || !focusSearch()) showPalette();
}
