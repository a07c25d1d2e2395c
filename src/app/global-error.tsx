'use client';

/** Stands in for the whole document, without the styles of the layout that failed. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui, sans-serif', display: 'grid', placeItems: 'center', minHeight: '90vh' }}>
        <main style={{ textAlign: 'center' }}>
          <h1 style={{ fontSize: 18 }}>The portal&apos;s page could not be drawn</h1>
          <p>Jobs are not affected: they run on the server.</p>
          <button type="button" onClick={reset}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
