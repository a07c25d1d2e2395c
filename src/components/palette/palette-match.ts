/** Something that the palette offers. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  /** Other words that it is found by. */
  readonly keywords?: string;
}

const WORD_START = /[\s\-_./·:]/;

/**
 * How well `text` fits what was typed, 0 to 1; null where it does not. Best is the beginning of the text, then of a word,
 * then any part, then the letters in their order at the beginnings of words (`njo` for "New job").
 */
export function matchScore(typed: string, text: string): number | null {
  const [wanted, found] = [typed.trim().toLowerCase(), text.toLowerCase()];
  if (wanted === '') return 1;
  const at = found.indexOf(wanted);
  if (at === 0) return found.length === wanted.length ? 1 : 0.9;
  if (at > 0) return startsWord(found, at) ? 0.8 : 0.5;
  const words = wanted.split(/\s+/);
  if (words.length > 1 && words.every((word) => found.includes(word))) return 0.6;
  return followsWords(wanted.replaceAll(' ', ''), found) ? 0.3 : null;
}

const startsWord = (text: string, at: number): boolean => at === 0 || WORD_START.test(text[at - 1]!);

/** Whether the letters come in this order, each next to the one before or at the beginning of a word. */
function followsWords(letters: string, text: string): boolean {
  const fits = (letter: number, from: number): boolean => {
    if (letter === letters.length) return true;
    for (let at = from; at < text.length; at += 1) {
      const near = at === from && letter > 0;
      if (text[at] === letters[letter] && (near || startsWord(text, at)) && fits(letter + 1, at + 1)) return true;
    }
    return false;
  };
  return fits(0, 0);
}

/** The choices that fit, best first; those of one score keep their order. */
export function matching<T extends Choice>(typed: string, choices: readonly T[]): T[] {
  return choices
    .map((choice) => {
      const byLabel = matchScore(typed, choice.label);
      const byKeyword = choice.keywords ? matchScore(typed, choice.keywords) : null;
      return { choice, score: Math.max(byLabel ?? -1, (byKeyword ?? -1) * 0.75) };
    })
    .filter(({ score }) => score >= 0)
    .sort((a, b) => b.score - a.score)
    .map(({ choice }) => choice);
}
