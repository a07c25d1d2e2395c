'use client';
import { CircleUser, LogOut } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '../ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu';
import { signOut } from './auth-requests';
import { useMe } from './use-me';

export function AccountMenu() {
  const { me } = useMe();
  const [leaving, setLeaving] = useState(false);
  const leave = async () => {
    setLeaving(true);
    const left = await signOut();
    // A full load: nothing of this session stays in memory, and the websocket closes.
    if (left.ok) return window.location.assign('/sign-in');
    setLeaving(false);
    toast.error('Not signed out', { description: left.error });
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label="Account">
          <CircleUser className="size-4" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {me && (
          <>
            <DropdownMenuLabel>
              <p className="max-w-60 truncate font-medium">{me.name}</p>
              <p className="text-muted-foreground text-xs">{me.role}</p>
            </DropdownMenuLabel>
            <DropdownMenuSeparator />
          </>
        )}
        <DropdownMenuItem disabled={leaving} onSelect={() => void leave()}>
          <LogOut /> Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
