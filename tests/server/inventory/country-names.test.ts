import { describe, expect, it } from 'vitest';
import { countriesOf } from '@/server/inventory/country-names';

describe('a country', () => {
  it.each([
    [
      'DE',
      'de',
      ' De ',
      'DEU',
      'deu',
      '276',
      'Germany',
      'GERMANY',
      'Deutschland',
      'Allemagne',
      'Alemania',
      'Германия',
      'ドイツ',
    ],
    [
      'US',
      'USA',
      'U.S.',
      'U.S.A.',
      'United States',
      'The United States',
      'united states of america',
      'Vereinigte Staaten',
      '840',
    ],
    ['GB', 'UK', 'U.K.', 'Great Britain', 'United Kingdom', 'GBR', 'England', 'Royaume-Uni'],
    ['CZ', 'Czechia', 'Czech Republic', 'Česko', 'Česká republika', 'Tschechien'],
    ['KR', 'South Korea', 'Korea, South', 'Korea, Republic of', 'Republic of Korea', 'KOR'],
    ['KP', 'North Korea', 'DPRK'],
    ['TR', 'Türkiye', 'Turkiye', 'TÜRKİYE', 'Turkey', 'Türkei'],
    ['CI', "Côte d'Ivoire", 'Cote d’Ivoire', 'Ivory Coast', 'CIV'],
    ['RU', 'Russia', 'Russian Federation', 'Россия'],
    ['VN', 'Viet Nam', 'Vietnam', 'VIETNAM'],
    ['CD', 'DR Congo', 'Democratic Republic of the Congo', 'DRC', 'Congo-Kinshasa'],
    ['CG', 'Republic of the Congo', 'Congo-Brazzaville'],
    ['LC', 'St. Lucia', 'Saint Lucia', 'St Lucia'],
    ['BA', 'Bosnia & Herzegovina', 'Bosnia and Herzegovina'],
    ['ES', 'España', 'Espana', 'Spain'],
    ['AF', 'Afghanistan', '4', '004'],
    ['NL', 'Netherlands', 'The Netherlands', 'Holland', 'Nederland'],
    ['GE', 'Georgia'],
    ['GN', 'Guinea'],
    ['NE', 'Niger'],
    ['NG', 'Nigeria'],
  ])('%s by code or name, in common spellings', (code, ...spellings) => {
    expect(Object.fromEntries([code, ...spellings].map((text) => [text, countriesOf(text)]))).toEqual(
      Object.fromEntries([code, ...spellings].map((text) => [text, [code]])),
    );
  });

  it.each([
    ['Congo', ['CG', 'CD']],
    ['Korea', ['KR', 'KP']],
    ['Virgin Islands', ['VG', 'VI']],
  ])('%s is more than one, and none is chosen', (text, codes) => {
    expect(countriesOf(text)).toEqual(codes);
  });

  it.each(['', 'XX', 'ZZ9', '999', 'Atlantis', 'constructor', '__proto__', 'the', '...', 'Ger many!x'])(
    '%j is none',
    (text) => {
      expect(countriesOf(text)).toEqual([]);
    },
  );
});
