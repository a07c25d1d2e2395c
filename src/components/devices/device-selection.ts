/** Carries devices that were picked in the inventory to the form of a new job; survives a reload of that form. */
const KEY = 'areazero.device-selection';

export function storeDeviceSelection(ids: readonly string[]): void {
  sessionStorage.setItem(KEY, JSON.stringify(ids));
}

/** Ids in the order in which they were picked; empty where none were, or where the browser holds something else. */
export function readDeviceSelection(): string[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((id): id is string => typeof id === 'string') : [];
  } catch {
    // Not JSON: left there by something else. Nothing picked is the honest reading.
    return [];
  }
}
