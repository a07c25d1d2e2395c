import { randomInt } from 'node:crypto';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
// 36^14 is 72 bits: a collision among a million ids has a chance of about one in ten billion.
const LENGTH = 14;

/** A fresh id of lower-case letters and digits: short in a URL, the same in a file name, safe to say aloud. */
export function newId(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
