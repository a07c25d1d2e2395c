import { INVENTORY_COLUMNS, type InventoryColumn } from '@/domain/inventory';
import { countriesOf } from './country-names';
import { folded } from './fold';
import { platformsOf } from './platform-names';

/** What columns are called elsewhere, folded: spreadsheets of people, NetBox and LibreNMS exports, Ansible and Netmiko. */
const SYNONYMS: Readonly<Record<InventoryColumn, string>> = {
  name: 'hostname host devicename device router routername node nodename sysname systemname displayname equipment gerat geratename nom nombre',
  address:
    'ip ipaddress ipaddr ips ipv4 ipv4address ipv6 ipv6address mgmtip mgmt mgmtaddress mgmtipaddress managementip managementaddress managementipaddress management loopback loopbackip loopbackaddress loopback0 lo0 primaryip primaryip4 primaryipv4 primaryipaddress addr hostaddress hostip deviceip routerip ansiblehost dnsname fqdn target endpoint ipadresse adresse direccion',
  port: 'sshport tcpport mgmtport managementport ansibleport portnumber',
  country:
    'countrycode countryname iso isocode isocountry iso2 iso3 iso3166 alpha2 alpha3 cc nation locationcountry sitecountry countryiso land pays pais paese',
  platform:
    'os osname operatingsystem networkos nos ostype devicetype driver napalmdriver netmikotype netmikodevicetype ansiblenetworkos platformname softwaretype systemtype',
  site: 'sitename sitecode pop popname location locationname city town datacenter datacentre dc facility office branch building standort',
  tags: 'tag labels label groups group roles role keywords',
  credential:
    'credentials creds cred account accountname accounts login logins logincredential credentialname credentialset credentialprofile authgroup authprofile auth secretname',
  jump_host: 'jumphost jumpserver jumpbox jump bastion bastionhost proxy proxyjump sshproxy via',
  algorithms: 'algorithm sshalgorithms algorithmprofile sshprofile cryptoprofile ssh',
  keepalive: 'keepalives sshkeepalive keepaliveenabled',
};

/** Names that say too little: what stands in such a column decides. */
const BY_VALUES: readonly {
  readonly names: string;
  readonly column: InventoryColumn;
  readonly fits: (cell: string) => boolean;
}[] = [
  {
    names: 'type vendor manufacturer make software model family',
    column: 'platform',
    fits: (cell) => platformsOf(cell).length > 0,
  },
  { names: 'location region area territory market', column: 'country', fits: (cell) => countriesOf(cell).length > 0 },
];

const BY_SYNONYM = new Map(
  INVENTORY_COLUMNS.flatMap((column) => SYNONYMS[column].split(' ').map((synonym) => [synonym, column] as const)),
);

/** How sure a guess is, surest first. */
export const STRENGTHS = ['name', 'synonym', 'values'] as const;
export type Strength = (typeof STRENGTHS)[number];

export interface Guess {
  readonly column: InventoryColumn;
  readonly strength: Strength;
}

/** What a header cell most likely means; null where nobody can say. `samples`: cells below it that are not empty. */
export function guessOf(header: string, samples: readonly string[]): Guess | null {
  const name = folded(header);
  const own = INVENTORY_COLUMNS.find((column) => column === header.toLowerCase() || folded(column) === name);
  if (own) return { column: own, strength: 'name' };
  const byValues = BY_VALUES.find(({ names, fits }) => names.split(' ').includes(name) && mostly(samples, fits));
  if (byValues) return { column: byValues.column, strength: 'values' };
  const synonym = BY_SYNONYM.get(name);
  return synonym ? { column: synonym, strength: 'synonym' } : null;
}

/** Nearly all: one typing error must not turn a column into another. */
const mostly = (samples: readonly string[], fits: (cell: string) => boolean): boolean =>
  samples.length > 0 && samples.filter(fits).length >= samples.length * 0.8;
