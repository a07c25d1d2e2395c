/**
 * Spreadsheets run a cell that begins with one of these as a formula (OWASP, "CSV Injection"). A quote before it makes
 * it text; cells that already look so get one more, so that reading always takes exactly one away.
 */
const FORMULA = /^'*[=+\-@\t\r]/;
const NEUTRALISED = /^'+[=+\-@\t\r]/;

export const neutralise = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);
export const restore = (cell: string): string => (NEUTRALISED.test(cell) ? cell.slice(1) : cell);
