import { Download } from 'lucide-react';
import { Button } from './button';

/** Saves what the server gives for `href`. A plain link: the browser streams it to disk. */
export function DownloadLink({ href, label, word }: { href: string; label: string; word: string }) {
  return (
    <Button variant="ghost" size="sm" asChild>
      <a href={href} download aria-label={label}>
        <Download /> {word}
      </a>
    </Button>
  );
}
