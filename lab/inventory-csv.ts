import type { LabRouter } from './start-lab';

const COLUMNS = ['name', 'address', 'port', 'country', 'platform', 'site', 'tags', 'credential'] as const;

/** What the inventory needs of a router; real ones of lab/frr fit too. */
export type InventoryRouter = Pick<LabRouter, 'name' | 'address' | 'port' | 'country' | 'platform'> &
  Partial<Pick<LabRouter, 'site' | 'role' | 'areas'>>;

/** An inventory that the portal imports: one line a router, tags joined by ';', `credential` by its name. */
export function inventoryCsv(routers: readonly InventoryRouter[], options: { readonly credential: string }): string {
  const rows = routers.map((router) => {
    const tags = [...(router.role ? [router.role] : []), ...(router.areas ?? []).map((area) => `area-${area}`)];
    const { name, address, port, country, platform, site = '' } = router;
    return [name, address, String(port), country, platform, site, tags.join(';'), options.credential]
      .map(quote)
      .join(',');
  });
  return `${[COLUMNS.join(','), ...rows].join('\n')}\n`;
}

function quote(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
