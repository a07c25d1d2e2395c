import { geoNaturalEarth1, geoPath } from 'd3-geo';
import { numericToAlpha2 } from 'i18n-iso-countries';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-110m.json';

/** One country in the units of the map. */
export interface CountryShape {
  /** ISO 3166-1 alpha-2; null where the land has none. */
  readonly code: string | null;
  /** SVG path data. */
  readonly path: string;
  readonly center: { readonly x: number; readonly y: number };
  /** So little of it can be seen that it needs a mark to point at. */
  readonly small: boolean;
}

/** Units of the map; the page scales it. */
export const MAP_WIDTH = 960;
export const MAP_HEIGHT = 458;
const SMALL_AREA = 60;

type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;

/** Kosovo has no number in ISO 3166-1; networks write the user-assigned XK. */
const codeOf = (id: string | number | undefined, name: string): string | null => {
  if (id !== undefined) return numericToAlpha2(String(id)) ?? null;
  return name === 'Kosovo' ? 'XK' : null;
};

/** Natural Earth's countries at 1:110 million (public domain), without Antarctica, in the Natural Earth projection. */
export function worldShapes(): CountryShape[] {
  const world = atlas as unknown as Atlas;
  const all = feature(world, world.objects.countries).features;
  const inhabited = all.filter(({ id }) => id !== '010');
  const projection = geoNaturalEarth1().fitSize([MAP_WIDTH, MAP_HEIGHT], {
    type: 'FeatureCollection',
    features: inhabited,
  });
  const toPath = geoPath(projection).digits(1);
  return inhabited.map((country) => {
    const [x, y] = toPath.centroid(country);
    return {
      code: codeOf(country.id, country.properties.name),
      path: toPath(country) ?? '',
      center: { x, y },
      small: toPath.area(country) < SMALL_AREA,
    };
  });
}
