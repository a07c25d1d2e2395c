/**
 * What the browser's tab says, held against the page's own title and icon: these come with the page, and may come later than
 * the job. Each returns how to let go of it.
 */

export function showTabTitle(title: string): () => void {
  return hold(() => {
    if (document.title !== title) document.title = title;
  });
}

/** Takes an SVG; letting go brings back what was there. */
export function showTabIcon(svg: string): () => void {
  const icon = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  const before = new Map<HTMLLinkElement, string>();
  const release = hold(() => {
    for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel~="icon"]')) {
      if (link.href === icon) continue;
      before.set(link, link.href);
      link.href = icon;
    }
  });
  return () => {
    release();
    for (const [link, href] of before) link.href = href;
  };
}

/** Now, and whenever the head of the document has changed. */
function hold(show: () => void): () => void {
  show();
  const observer = new MutationObserver(show);
  observer.observe(document.head, { childList: true, subtree: true, characterData: true });
  return () => observer.disconnect();
}
