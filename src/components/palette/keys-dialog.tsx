'use client';
import { GO_TO } from '../shell/key-bindings';
import { Checkbox } from '../ui/checkbox';
import { Dialog, DialogContent, DialogDescription, DialogTitle } from '../ui/dialog';
import { KeyCaps } from '../ui/key-cap';
import { Label } from '../ui/label';

/** As written on the keyboard in front of the reader. */
export const paletteKey = (): string =>
  typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K';

const general = () => [
  { keys: [paletteKey()], does: 'Search and commands' },
  { keys: ['/'], does: 'Search on this page' },
  { keys: ['j'], does: 'Next row' },
  { keys: ['k'], does: 'Previous row' },
  { keys: ['Enter'], does: 'Open the row' },
  { keys: ['Esc'], does: 'Close what is open' },
  { keys: ['?'], does: 'These keys' },
];

export interface KeysDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  single: boolean;
  onSingleChange: (single: boolean) => void;
}

/** Every key that does something, and the switch for those that speech input may type by accident. */
export function KeysDialog({ open, onOpenChange, single, onSingleChange }: KeysDialogProps) {
  const pages = Object.entries(GO_TO).map(([letter, { label }]) => ({ keys: ['g', letter], does: label }));
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent data-testid="keys-dialog">
        <div className="border-b px-5 py-4">
          <DialogTitle className="font-semibold text-base">Keyboard</DialogTitle>
          <DialogDescription className="text-muted-foreground text-xs">
            Keys work wherever you are not writing.
          </DialogDescription>
        </div>
        <div className="grid gap-x-8 gap-y-4 overflow-y-auto px-5 py-4 sm:grid-cols-2">
          <KeyList title="Everywhere" keys={general()} />
          <KeyList title="Go to" keys={pages} />
        </div>
        <div className="flex items-center gap-2.5 border-t px-5 py-3">
          <Checkbox id="single-keys" checked={single} onCheckedChange={(on) => onSingleChange(on === true)} />
          <Label htmlFor="single-keys">
            Keys without {paletteKey().includes('⌘') ? 'Cmd' : 'Ctrl'} in this browser
          </Label>
        </div>
      </DialogContent>
    </Dialog>
  );
}

function KeyList({ title, keys }: { title: string; keys: readonly { keys: readonly string[]; does: string }[] }) {
  return (
    <section>
      <h3 className="mb-1 font-medium text-muted-foreground text-xs">{title}</h3>
      <dl>
        {keys.map(({ keys, does }) => (
          <div key={does} className="flex min-h-8 items-center justify-between gap-3">
            <dt>{does}</dt>
            <dd>
              <KeyCaps keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
