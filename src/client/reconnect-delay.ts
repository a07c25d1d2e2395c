const FIRST_MS = 400;
const LONGEST_MS = 10_000;

/**
 * Milliseconds before the next attempt, doubling from 400 to 10,000, of which half is left to chance: a portal that comes
 * back is not met by all its clients at once. Never 0.
 */
export const reconnectDelayMs = (attempt: number): number =>
  Math.round(Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt) * (0.5 + Math.random() / 2));
