'use client';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button';

export interface CopyButtonProps {
  text: () => string;
  label: string;
  word?: string;
  onCopied?: () => void;
}

/** Copies text and says so for two seconds. */
export function CopyButton({ text, label, word = 'Copy', onCopied }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => {
    // Browsers refuse where the page is not served securely or the person said no.
    navigator.clipboard?.writeText(text()).then(
      () => {
        setState('copied');
        onCopied?.();
      },
      () => setState('refused'),
    ) ?? setState('refused');
  };
  return (
    <Button variant="ghost" size="sm" onClick={copy} aria-label={label}>
      {state === 'copied' ? <Check className="text-state-completed" /> : <Copy />}
      <span aria-live="polite">{state === 'idle' ? word : state === 'copied' ? 'Copied' : 'Not allowed'}</span>
    </Button>
  );
}
