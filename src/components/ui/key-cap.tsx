/** Keys as they are pressed: one after the other, or together where they stand in one cap. */
export function KeyCaps({ keys, className }: { keys: readonly string[]; className?: string }) {
  return (
    <span data-slot="key-caps" className={`inline-flex shrink-0 gap-1 ${className ?? ''}`}>
      {keys.map((key) => (
        <kbd
          key={key}
          className="grid h-5 min-w-5 place-content-center rounded-sm border bg-muted px-1 font-mono text-2xs text-muted-foreground"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
