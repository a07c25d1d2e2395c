/** A backbone (area 0) and the areas that meet in it. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    >
      <circle cx="8" cy="8" r="3.25" className="text-primary" />
      <path d="M8 1v3.5M8 11.5V15M1 8h3.5M11.5 8H15" strokeLinecap="round" />
    </svg>
  );
}
