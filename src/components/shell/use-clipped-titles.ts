'use client';
import { useEffect } from 'react';

/** How far up from what is pointed at the end of a text is looked for. */
const MAX_STEPS = 4;

/** Whether the text of an element is cut off with an ellipsis, at the end of its line or of its last line. */
function isClipped(element: Element): boolean {
  const { textOverflow, webkitLineClamp } = getComputedStyle(element);
  if (textOverflow === 'ellipsis' && element.scrollWidth > element.clientWidth) return true;
  return webkitLineClamp !== '' && webkitLineClamp !== 'none' && element.scrollHeight > element.clientHeight;
}

/** The clipped text around what is pointed at; null where there is none or where it has a title of its own. */
function clippedAround(target: EventTarget | null): Element | null {
  if (!(target instanceof Element) || target.closest('[title]')) return null;
  for (let at: Element | null = target, step = 0; at && step < MAX_STEPS; at = at.parentElement, step += 1) {
    if (isClipped(at)) return at.querySelector('[title]') ? null : at;
  }
  return null;
}

/** Whatever is too long for its place can be read in full by pointing at it, for as long as one does. */
export function useClippedTitles(): void {
  useEffect(() => {
    let titled: Element | null = null;
    const onPointerOver = ({ target }: PointerEvent) => {
      titled?.removeAttribute('title');
      titled = clippedAround(target);
      titled?.setAttribute('title', titled.textContent?.trim() ?? '');
    };
    document.addEventListener('pointerover', onPointerOver);
    return () => {
      document.removeEventListener('pointerover', onPointerOver);
      titled?.removeAttribute('title');
    };
  }, []);
}
