const EQUALS = 0x3d;
const QUOTES = [0x22, 0x27];
const LETTER_R = 0x72;
const COLON = 0x3a;
/** More than the longest place has, `XFD1048576`. */
const SHOWN = 16;

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || (byte !== undefined && byte >= 0x09 && byte <= 0x0d);

/**
 * The places (`A1`, or `1` of a row) of the XML of a sheet: wherever one could stand, whatever stands before it but a
 * namespace's name, so also in the text of a cell that looks like one. Of a longer text its beginning. Looks at the bytes: as
 * text they would be tens of megabytes once more.
 */
export function* placesIn(xml: Uint8Array): Generator<string> {
  const bytes = Buffer.from(xml.buffer, xml.byteOffset, xml.byteLength);
  let from = 0;
  for (;;) {
    const equals = bytes.indexOf(EQUALS, from);
    if (equals < 0) return;
    from = equals + 1;
    if (!isPlaceName(bytes, equals)) continue;
    let start = from;
    while (isSpace(bytes[start])) start += 1;
    const quote = bytes[start];
    if (quote === undefined || !QUOTES.includes(quote)) continue;
    const end = bytes.indexOf(quote, start + 1);
    if (end < 0) continue;
    yield bytes.toString('latin1', start + 1, Math.min(end, start + 1 + SHOWN));
    from = end + 1;
  }
}

/** Whether the name before an equals sign is `r`, with any prefix but `xmlns`. */
function isPlaceName(bytes: Buffer, equals: number): boolean {
  let at = equals - 1;
  while (isSpace(bytes[at])) at -= 1;
  if (bytes[at] !== LETTER_R) return false;
  const before = bytes[at - 1];
  if (before === undefined || !(isSpace(before) || before === COLON || QUOTES.includes(before))) return false;
  return bytes.toString('latin1', Math.max(0, at - 6), at - 1) !== 'xmlns';
}
