import countries from 'i18n-iso-countries';
import { folded, words } from './fold';

/** Codes that people write though ISO 3166-1 has others. */
const CODES: Readonly<Record<string, string>> = { UK: 'GB' };

/** Names that mean more than one country, each of which somebody means by it. */
const SEVERAL: ReadonlyMap<string, readonly string[]> = new Map([
  ['congo', ['CG', 'CD']],
  ['korea', ['KR', 'KP']],
  ['virginislands', ['VG', 'VI']],
  ['saintmartin', ['MF', 'SX']],
]);

/** Spellings that no list of names has. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  AE: ['UAE', 'Emirates'],
  BO: ['Bolivia'],
  BN: ['Brunei'],
  CD: ['DR Congo', 'DRC', 'Congo DR', 'Congo-Kinshasa', 'Congo (Kinshasa)', 'Zaire'],
  CG: ['Congo-Brazzaville', 'Congo (Brazzaville)', 'Congo Republic'],
  CI: ['Ivory Coast', "Cote d'Ivoire"],
  CV: ['Cape Verde', 'Cabo Verde'],
  CZ: ['Czechia', 'Czech Republic'],
  FM: ['Micronesia'],
  GB: ['Britain', 'Great Britain', 'England', 'Scotland', 'Wales', 'Northern Ireland'],
  HK: ['Hong Kong SAR'],
  IR: ['Iran'],
  KP: ['North Korea', 'DPRK'],
  KR: ['South Korea'],
  LA: ['Laos'],
  MD: ['Moldova'],
  MK: ['Macedonia', 'North Macedonia'],
  MM: ['Burma'],
  MO: ['Macau', 'Macao'],
  NL: ['Holland', 'Netherlands', 'The Netherlands'],
  PS: ['Palestine'],
  RU: ['Russia'],
  SY: ['Syria'],
  SZ: ['Swaziland', 'Eswatini'],
  TL: ['East Timor', 'Timor-Leste'],
  TR: ['Turkey', 'Türkiye'],
  TW: ['Taiwan'],
  TZ: ['Tanzania'],
  US: ['United States', 'USA', 'U.S.', 'United States of America', 'America'],
  VA: ['Vatican', 'Vatican City', 'Holy See'],
  VE: ['Venezuela'],
  VN: ['Vietnam', 'Viet Nam'],
};

/** Languages whose names are known beside the English ones. */
const LANGUAGES =
  'de fr es it pt nl pl cs sk sv nb nn no da fi is tr ru uk bg sr hr sl hu ro el he ar fa hi ja ko zh id ms vi th et lv lt ca'
    .split(' ')
    .filter((language) => countries.getSupportedLanguages().includes(language));

type Index = ReadonlyMap<string, ReadonlySet<string>>;

const withSaint = (text: string): string =>
  folded(
    words(text)
      .map((word, _, all) => (word === 'st' && all.length > 1 ? 'saint' : word))
      .join(' '),
  );
const key = (text: string): string => withSaint(text).replace(/^the(?=.{4})/, '');

function indexOf(names: Iterable<readonly [code: string, name: string]>): Index {
  const index = new Map<string, Set<string>>();
  for (const [code, name] of names) {
    for (const spelling of new Set([name, turned(name)])) {
      const known = index.get(key(spelling));
      if (known) known.add(code);
      else index.set(key(spelling), new Set([code]));
    }
  }
  return index;
}

/** `Korea, Republic of` is `Republic of Korea`. */
function turned(name: string): string {
  const [last, first, ...more] = name.split(',');
  return first && more.length === 0 ? `${first} ${last}` : name;
}

function* namesIn(language: string): Generator<readonly [string, string]> {
  for (const [code, names] of Object.entries(countries.getNames(language, { select: 'all' }))) {
    for (const name of names) yield [code, name];
  }
}

function* ownNames(): Generator<readonly [string, string]> {
  for (const [code, names] of Object.entries(NAMES)) for (const name of names) yield [code, name];
}

function* otherNames(): Generator<readonly [string, string]> {
  for (const language of LANGUAGES) yield* namesIn(language);
}

/** Ours before the English list before all other languages; each is made when the one before does not know a name. */
const INDEXES = [ownNames, () => namesIn('en'), otherNames].map((names) => once(() => indexOf(names())));

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/**
 * The countries (ISO 3166-1 alpha-2) that a text can mean: one where it is clear, none where it is unknown. Takes alpha-2,
 * alpha-3 and numeric codes, and names in common spellings and languages, whatever their case, accents and punctuation.
 */
export function countriesOf(text: string): readonly string[] {
  const code = codeOf(text.replace(/[\s.]/g, '').toUpperCase());
  if (code) return [code];
  const spellings = [...new Set([key(text), key(turned(text))])];
  for (const name of spellings) {
    const several = SEVERAL.get(name);
    if (several) return several;
  }
  for (const index of INDEXES) {
    for (const name of spellings) {
      const found = index().get(name);
      if (found) return [...found].sort();
    }
  }
  return [];
}

function codeOf(text: string): string | undefined {
  if (/^[A-Z]{2}$/.test(text)) return CODES[text] ?? (countries.isValid(text) ? text : undefined);
  if (/^[A-Z]{3}$/.test(text)) return countries.alpha3ToAlpha2(text);
  if (/^\d{1,3}$/.test(text)) return countries.numericToAlpha2(text.padStart(3, '0'));
  return undefined;
}

/** `CG (Republic of the Congo)`. */
export const countryLabel = (code: string): string => `${code} (${countries.getName(code, 'en') ?? code})`;
