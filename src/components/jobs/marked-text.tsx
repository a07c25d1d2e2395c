import type { ReactNode } from 'react';

/** Text with parts of it marked. Router output stays what it is: text nodes. */
export function MarkedText({
  text,
  marks,
  className,
}: {
  text: string;
  marks: readonly (readonly [number, number])[];
  className: string;
}) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (from > at) parts.push(text.slice(at, from));
    parts.push(
      <mark key={from} className={className}>
        {text.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  parts.push(text.slice(at));
  return <>{parts}</>;
}
