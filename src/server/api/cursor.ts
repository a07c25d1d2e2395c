/**
 * Cursors of lists whose order is fixed (the plan of a job): the place where the next page begins. One that was not made
 * here starts from the beginning.
 */
export const encodePlace = (place: number): string => place.toString(36);

export function decodePlace(cursor: string | null | undefined): number {
  return cursor && /^[0-9a-z]{1,6}$/.test(cursor) ? Number.parseInt(cursor, 36) : 0;
}
