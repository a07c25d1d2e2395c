// Letters that Unicode does not take apart, and how they are written without them.
const LETTERS: Readonly<Record<string, string>> = {
  ı: 'i',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
};

/** Words without case, accents and punctuation: `Côte d’Ivoire` to `cote`, `d`, `ivoire`. Letters of any script stay. */
export function words(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ıøđðłæœßþ]/g, (letter) => LETTERS[letter] ?? letter)
    .replaceAll('&', ' and ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Two spellings of one thing are folded to one text. */
export const folded = (text: string): string => words(text).join('');
