import type { ReactNode } from 'react';
import { BrandMark } from '../shell/brand-mark';

/** The frame of the pages before sign-in. */
export function AuthCard({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="grid w-full max-w-sm gap-5 rounded-lg border bg-card p-6">
        <div className="grid gap-3">
          <p className="flex items-center gap-2 font-semibold text-muted-foreground tracking-tight">
            <BrandMark className="size-4.5" /> Area Zero
          </p>
          <div className="grid gap-1">
            <h1 className="font-semibold text-lg tracking-tight">{title}</h1>
            {note && <div className="text-muted-foreground">{note}</div>}
          </div>
        </div>
        {children}
      </div>
    </main>
  );
}
