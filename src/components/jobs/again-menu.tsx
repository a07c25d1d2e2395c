'use client';
import { BookmarkPlus, Ellipsis, RotateCcw } from 'lucide-react';
import Link from 'next/link';
import { Button } from '../ui/button';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '../ui/dropdown-menu';
import { runAgain, templateOf } from './again';

/** What can be done with a job in a list. */
export function AgainMenu({ job: { jobId, title } }: { job: { jobId: string; title: string } }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="iconSm" aria-label={`Actions for ${title}`}>
          <Ellipsis />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem asChild>
          <Link href={runAgain(jobId)}>
            <RotateCcw /> Run again …
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href={templateOf(jobId)}>
            <BookmarkPlus /> Save as template
          </Link>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
