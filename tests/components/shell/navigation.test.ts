import { describe, expect, it } from 'vitest';
import { GO_TO } from '@/components/shell/key-bindings';
import { currentHref, inSettings, NAVIGATION, SETTINGS, SETTINGS_PAGES } from '@/components/shell/navigation';

describe('the navigation', () => {
  it('every entry is current on its own page, and no other with it', () => {
    for (const { href } of [...NAVIGATION, SETTINGS]) expect(currentHref(href)).toBe(href);
  });

  it('pages below an entry belong to the nearest one above', () => {
    expect(currentHref('/jobs/abc')).toBe('/jobs');
    expect(currentHref('/devices/import/17')).toBe('/devices/import');
    expect(currentHref('/devices/17')).toBe('/devices');
    expect(currentHref('/host-keys/17')).toBe('/host-keys');
    expect(currentHref('/jobsworth')).toBeNull();
    expect(currentHref('/sign-in')).toBeNull();
  });

  it('the one entry of a phone stands for all pages of the settings', () => {
    for (const { href } of [...SETTINGS_PAGES, SETTINGS]) expect(inSettings(href)).toBe(true);
    for (const path of ['/', '/devices', '/devices/import', '/jobs/abc']) expect(inSettings(path)).toBe(false);
  });

  it('keys lead to pages that have an entry under the same name', () => {
    const labels = new Map([...NAVIGATION, SETTINGS].map(({ href, label }) => [href, label]));
    for (const { href, label } of Object.values(GO_TO)) expect(labels.get(href) ?? label).toBe(label);
  });
});
