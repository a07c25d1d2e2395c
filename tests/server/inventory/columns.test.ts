import { describe, expect, it } from 'vitest';
import type { ColumnMapping, ImportDefaults } from '@/domain/inventory';
import { columnsOf } from '@/server/inventory/columns';
import { readCsv } from '@/server/inventory/csv-table';
import { readInventory } from '@/server/inventory/inventory-rows';

const guess = (content: string, mapping?: ColumnMapping, defaults?: ImportDefaults) => {
  const { columns, errors } = columnsOf(readCsv(content), mapping, defaults);
  return { fields: Object.fromEntries(columns.map(({ key, field }) => [key, field])), columns, errors };
};
const ALL: ImportDefaults = { country: 'DE', platform: 'frr', credential: 'ops' };

describe('columns are guessed', () => {
  it.each([
    ['Hostname,IP Address,SSH Port,Country Code,OS,Site Name,Labels,Account', 'r1,10.0.0.1,22,DE,IOS-XE,B,a,ops'],
    ['device,Mgmt IP,port,ISO,Network OS,PoP,groups,credentials', 'r1,10.0.0.1,22,DEU,junos,B,a,ops'],
    [
      'Router,Loopback,ssh_port,Land,Device Type,Location,tag,Login',
      'r1,10.0.0.1,22,Deutschland,cisco_xr,Berlin,a,ops',
    ],
    ['SysName,management-address,Port,Location Country,Platform,city,tags,Credential', 'r1,::1,22,Germany,EOS,B,a,ops'],
  ])('from %s', (header, row) => {
    const { columns, errors } = guess(`${header}\n${row}`);
    expect(errors).toEqual([]);
    expect(columns.map(({ field }) => field)).toEqual([
      'name',
      'address',
      'port',
      'country',
      'platform',
      'site',
      'tags',
      'credential',
    ]);
  });

  it('by what stands in them where their names say too little', () => {
    const rows = ['r1,10.0.0.1,Germany,Juniper', 'r2,10.0.0.2,France,Arista'];
    expect(guess(['Host,IP,Location,Vendor', ...rows].join('\n'), {}, { credential: 'ops' })).toMatchObject({
      fields: { Host: 'name', IP: 'address', Location: 'country', Vendor: 'platform' },
      errors: [],
    });
    const other = ['Host,IP,Location,Vendor', 'r1,10.0.0.1,Berlin,Acme', 'r2,10.0.0.2,Paris,Acme'].join('\n');
    expect(guess(other, {}, ALL).fields).toEqual({ Host: 'name', IP: 'address', Location: 'site', Vendor: null });
  });

  it('by their own names before any other: those stay out, with a reason', () => {
    const { fields, columns, errors } = guess('name,Hostname,address,IP,colour\nr1,h1,10.0.0.1,10.9.9.9,red', {}, ALL);
    expect(errors).toEqual([]);
    expect(fields).toEqual({ name: 'name', Hostname: null, address: 'address', IP: null, colour: null });
    expect(columns.map(({ reason }) => reason)).toEqual(['name', 'unknown', 'name', 'unknown', 'unknown']);
    expect(columns.at(-1)?.samples).toEqual(['red']);
  });

  it('never between two that could be one thing: that is asked, with both names', () => {
    const content = 'Host,Mgmt IP,Loopback\nr1,10.0.0.1,10.9.9.9';
    const { columns, errors } = guess(content, {}, ALL);
    expect(errors).toEqual([{ row: 1, field: 'address', message: expect.stringContaining('"Mgmt IP", "Loopback"') }]);
    expect(columns.map(({ reason, candidate }) => [reason, candidate])).toEqual([
      ['synonym', null],
      ['ambiguous', 'address'],
      ['ambiguous', 'address'],
    ]);
    // Said for one of them, the other is left out.
    expect(guess(content, { Loopback: 'address' }, ALL)).toMatchObject({
      fields: { Host: 'name', 'Mgmt IP': null, Loopback: 'address' },
      errors: [],
    });
  });
});

describe('a mapping', () => {
  it('comes before any guess, and null leaves a column out', () => {
    const { fields, errors } = guess('name,address,site\nr1,10.0.0.1,B', { site: null, name: 'name' }, ALL);
    expect([fields.site, errors]).toEqual([null, []]);
  });

  it('reaches columns without a name and with the same name', () => {
    const { fields } = guess('x,,x\nr1,10.0.0.1,B', { x: 'name', 'Column B': 'address', 'x (2)': 'site' }, ALL);
    expect(fields).toEqual({ x: 'name', 'Column B': 'address', 'x (2)': 'site' });
  });

  it.each([
    ['a column that is not there', { Mgmt: 'address' }, 'address'],
    ['two columns for one thing', { name: 'name', other: 'name' }, 'name'],
    ['nothing for what is needed', { name: null }, 'name'],
  ] as const)('with %s is refused and names the field', (_, mapping, field) => {
    const { errors } = guess('name,address,other\nr1,10.0.0.1,x', mapping, ALL);
    expect(errors).toEqual([{ row: 1, field, message: expect.any(String) }]);
  });
});

describe('a default', () => {
  it('stands where a row says nothing, and nowhere else', async () => {
    const content = 'name,address,country,tags\nr1,10.0.0.1,,a\nr2,10.0.0.2,France,';
    const defaults = {
      country: 'Germany',
      platform: 'IOS-XE',
      credential: 'ops',
      tags: 'x;y',
      port: '2222',
      site: 'B',
    };
    const { rows, errors } = await readInventory(readCsv(content), { defaults });
    expect(errors).toEqual([]);
    expect(rows.map(({ fields, credentialName }) => ({ ...fields, credentialName }))).toEqual([
      {
        name: 'r1',
        address: '10.0.0.1',
        port: 2222,
        country: 'DE',
        platform: 'cisco_ios',
        site: 'B',
        tags: ['a'],
        credentialName: 'ops',
      },
      {
        name: 'r2',
        address: '10.0.0.2',
        port: 2222,
        country: 'FR',
        platform: 'cisco_ios',
        site: 'B',
        tags: ['x', 'y'],
        credentialName: 'ops',
      },
    ]);
  });

  it('that cannot be used is an error of the row, with the field', async () => {
    const { errors } = await readInventory(readCsv('name,address\nr1,10.0.0.1'), {
      defaults: { ...ALL, platform: 'Cisco' },
    });
    expect(errors).toEqual([
      { row: 2, field: 'platform', message: expect.stringMatching(/cisco_ios, cisco_xr, cisco_nxos/) },
    ]);
  });
});

it('an ambiguous country names its candidates', async () => {
  const { errors } = await readInventory(readCsv('name,address,country\nr1,10.0.0.1,Congo'), {
    defaults: { ...ALL, country: '' },
  });
  expect(errors).toEqual([{ row: 2, field: 'country', message: expect.stringMatching(/CG \(.*CD \(/) }]);
});
