'use client';
import { Bookmark, Keyboard, Moon, Plus, Search, SquareStack, Sun } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { useState } from 'react';
import { useMe } from '../account/use-me';
import { useBrowserSetting } from '../shell/browser-setting';
import { Button } from '../ui/button';
import { KeyCaps } from '../ui/key-cap';
import { CommandPalette } from './command-palette';
import { KeysDialog, paletteKey } from './keys-dialog';
import { type ExtraPage, type PaletteChoice, pageChoices } from './palette-choices';
import { useJobAtHand } from './use-job-at-hand';
import { useKeys } from './use-keys';

const EXTRA_PAGES: readonly ExtraPage[] = [
  { href: '/jobs/new', label: 'New job', icon: Plus, role: 'operator' },
  { href: '/jobs/templates', label: 'Job templates', icon: Bookmark, role: 'viewer' },
  { href: '/devices/groups', label: 'Device groups', icon: SquareStack, role: 'viewer' },
];

/** The search in the top line, the palette behind it, and the keys of every page. */
export function Palette() {
  const router = useRouter();
  const { me } = useMe();
  const [open, setOpen] = useState(false);
  const [keysOpen, setKeysOpen] = useState(false);
  const [single, setSingle] = useBrowserSetting('single-keys', true);
  const go = (href: string) => router.push(href);
  useKeys({ single, go, showPalette: () => setOpen(true), showKeys: () => setKeysOpen(true) });
  const { group, dialog } = useJobAtHand(open);
  const own = [
    group,
    { title: 'Pages', choices: pageChoices(EXTRA_PAGES, me?.role ?? 'viewer', go) },
    { title: 'Here', choices: useOwnChoices(() => setKeysOpen(true)) },
  ];
  return (
    <>
      <Button
        aria-label="Search and commands"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
        className="w-64 justify-between px-2.5 font-normal text-muted-foreground max-lg:w-auto max-lg:border-0 max-lg:bg-transparent"
      >
        <span className="flex items-center gap-2">
          <Search aria-hidden />
          <span className="max-lg:hidden">Search</span>
        </span>
        <span className="max-lg:hidden">
          <KeyCaps keys={[paletteKey()]} />
        </span>
      </Button>
      <CommandPalette open={open} onOpenChange={setOpen} own={own} go={go} />
      <KeysDialog open={keysOpen} onOpenChange={setKeysOpen} single={single} onSingleChange={setSingle} />
      {dialog}
    </>
  );
}

function useOwnChoices(showKeys: () => void): PaletteChoice[] {
  const { resolvedTheme, setTheme } = useTheme();
  const other = resolvedTheme === 'dark' ? 'light' : 'dark';
  return [
    {
      id: 'theme',
      label: `Switch to ${other}`,
      keywords: 'theme dark light',
      icon: other === 'dark' ? Moon : Sun,
      run: () => setTheme(other),
    },
    { id: 'keys', label: 'Keyboard', keywords: 'keys shortcuts help', icon: Keyboard, keys: ['?'], run: showKeys },
  ];
}
