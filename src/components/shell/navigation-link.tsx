'use client';
import Link from 'next/link';
import { type ComponentProps, useState } from 'react';

/**
 * A link that loads its page beforehand only once somebody points at it. All links of the rail at once would be a score
 * of requests at each first page, just when the server makes the snapshot of a running job.
 */
export function NavigationLink(props: ComponentProps<typeof Link>) {
  const [aimedAt, setAimedAt] = useState(false);
  const aim = () => setAimedAt(true);
  return <Link {...props} prefetch={aimedAt ? null : false} onPointerEnter={aim} onFocus={aim} />;
}
