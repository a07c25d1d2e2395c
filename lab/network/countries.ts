/** A place where routers stand. `code` is the prefix of their hostnames. */
export interface Site {
  readonly code: string;
  readonly city: string;
}

/** A country of the simulated carrier. `code` is ISO 3166-1 alpha-2; `weight` is its share of the fleet. */
export interface Country {
  readonly code: string;
  readonly weight: number;
  readonly sites: readonly Site[];
}

/** 'fra Frankfurt, ber Berlin' -> sites. Site codes are unique over all countries. */
function sites(list: string): Site[] {
  return list.split(', ').map((entry) => ({ code: entry.slice(0, 3), city: entry.slice(4) }));
}

export const COUNTRIES: readonly Country[] = [
  { code: 'DE', weight: 6, sites: sites('fra Frankfurt, ber Berlin, muc Munich, ham Hamburg, dus Düsseldorf') },
  { code: 'FR', weight: 5, sites: sites('par Paris, mrs Marseille, lys Lyon, bod Bordeaux') },
  { code: 'GB', weight: 5, sites: sites('lon London, man Manchester, edi Edinburgh, brs Bristol') },
  { code: 'US', weight: 6, sites: sites('nyc New York, chi Chicago, dfw Dallas, sjc San Jose, atl Atlanta') },
  { code: 'NL', weight: 3, sites: sites('ams Amsterdam, rtm Rotterdam, ein Eindhoven') },
  { code: 'ES', weight: 3, sites: sites('mad Madrid, bcn Barcelona, vlc Valencia') },
  { code: 'IT', weight: 4, sites: sites('mil Milan, rom Rome, trn Turin') },
  { code: 'PL', weight: 3, sites: sites('waw Warsaw, krk Krakow, gdn Gdansk') },
  { code: 'SE', weight: 2, sites: sites('sto Stockholm, got Gothenburg, mma Malmö') },
  { code: 'CZ', weight: 2, sites: sites('prg Prague, brq Brno') },
  { code: 'AT', weight: 2, sites: sites('vie Vienna, grz Graz') },
  { code: 'CH', weight: 2, sites: sites('zrh Zurich, gva Geneva') },
  { code: 'JP', weight: 3, sites: sites('tyo Tokyo, osa Osaka, nag Nagoya') },
  { code: 'BR', weight: 3, sites: sites('gru São Paulo, rio Rio de Janeiro, bsb Brasília') },
  { code: 'CA', weight: 2, sites: sites('yyz Toronto, yul Montreal, yvr Vancouver') },
  { code: 'AU', weight: 2, sites: sites('syd Sydney, mel Melbourne, per Perth') },
];

/** The countries with these codes, in the table's order; throws on an unknown one. No codes means all of them. */
export function selectCountries(codes?: readonly string[]): readonly Country[] {
  if (!codes || codes.length === 0) return COUNTRIES;
  for (const code of codes) {
    if (!COUNTRIES.some((country) => country.code === code)) {
      throw new Error(`Expected a country of the lab (${COUNTRIES.map((c) => c.code).join(' ')}), got ${code}`);
    }
  }
  return COUNTRIES.filter((country) => codes.includes(country.code));
}
