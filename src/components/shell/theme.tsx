'use client';
import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';

/** Light, dark, or as the system has it; around every page, those of errors as well. */
export function Theme({ children }: { children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      {children}
    </ThemeProvider>
  );
}
