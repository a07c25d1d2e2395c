/** Bodies to begin with, by procedure; tests/server/api/openapi.test.ts holds them against the inputs. */
export const EXAMPLES: Readonly<Record<string, unknown>> = {
  'credentials.create': { name: 'read-only', username: 'netops', password: 'as on the routers' },
  'devices.create': {
    name: 'fra-core-1',
    address: '10.0.0.1',
    country: 'DE',
    platform: 'cisco_xr',
    credentialId: 'of GET /credentials/names',
    tags: ['core', 'area:0'],
  },
  'deviceGroups.addDevices': { deviceIds: ['of GET /devices'] },
  'deviceGroups.create': { name: 'core of Germany', filter: { country: 'DE', tag: 'core' } },
  'devices.delete': { ids: ['of GET /devices'] },
  'devices.import': {
    content: 'name,address,country,platform,credential\nfra-core-1,10.0.0.1,DE,cisco_xr,read-only\n',
    format: 'csv',
    mode: 'preview',
  },
  'jobs.create': {
    filter: { country: 'DE' },
    commands: ['@ospf-neighbors', 'show clock'],
    batchSize: 10,
    idempotencyKey: 'nightly-2026-11-22',
  },
  'jobs.plan': { filter: { all: true }, commands: ['@ospf-neighbors'], batchSize: 10 },
  'jobs.retry': { scope: 'failed' },
  'sheets.create': {
    name: 'fleet',
    spreadsheetId: 'https://docs.google.com/spreadsheets/d/its-id-of-letters/edit',
    range: 'Routers!A:K',
    apiKey: 'key-of-the-Google-project',
  },
  'templates.create': {
    name: 'nightly neighbors',
    order: {
      groupId: 'of GET /device-groups/names',
      commands: ['@ospf-neighbors'],
      title: 'Neighbors of {group}, {date}',
    },
  },
  'templates.run': { changes: { batchSize: 5 }, idempotencyKey: 'nightly-2026-11-22' },
  'tokens.create': { name: 'nightly check', role: 'operator', expiresAt: null },
  'webhooks.create': {
    name: 'chat',
    url: 'https://hooks.example.net/areazero',
    events: ['job.completed', 'job.failed'],
  },
};
