'use client';
import { useRef } from 'react';

/** Where the focus was when a panel or a question opened, by what it opened. */
const origins = new WeakMap<Element, Element>();

const LAYER = '[role="dialog"], [role="alertdialog"]';

/**
 * For the content of a panel or a question: the focus goes back to where it was. Radix gives it back to a trigger of its own
 * alone, and ours are opened by keys, rows, menus and the address.
 */
export function useFocusReturn() {
  const content = useRef<Element | null>(null);
  return {
    onOpenAutoFocus({ target }: Event) {
      if (!(target instanceof Element) || !document.activeElement) return;
      content.current = target;
      origins.set(target, document.activeElement);
    },
    onCloseAutoFocus(event: Event) {
      const origin = content.current && standing(origins.get(content.current));
      if (!(origin instanceof HTMLElement || origin instanceof SVGElement) || origin === document.body) return;
      event.preventDefault();
      origin.focus({ preventScroll: true });
    },
  };
}

/** What is gone by now, as the choice of a menu is, was itself opened from somewhere. */
function standing(origin: Element | undefined): Element | null {
  if (!origin || origin.isConnected) return origin ?? null;
  const menu = origin.closest('[role="menu"]');
  if (menu) return document.getElementById(menu.getAttribute('aria-labelledby') ?? '');
  const layer = origin.closest(LAYER);
  return layer && standing(origins.get(layer));
}
