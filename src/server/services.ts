import type { Services } from './api/context';
import { allowedNames } from './api/origins';
import { createOutputIndex } from './api/output-index';
import { createAccounts } from './auth/accounts';
import { createApiTokens } from './auth/api-tokens';
import { createAuth } from './auth/better-auth';
import { deriveKey } from './auth/derive-key';
import { prepareFirstAdmin } from './auth/first-admin';
import { createIdentify } from './auth/identify';
import { createSecretBox } from './auth/secret-box';
import { createThrottle } from './auth/throttle';
import { createAuditStore } from './db/audit-store';
import { authClient } from './db/auth-client';
import type { Database } from './db/client';
import { createCredentialStore } from './db/credential-store';
import { createDeliveryStore } from './db/delivery-store';
import { createDeviceGroupStore } from './db/device-group-store';
import { createDeviceStore } from './db/device-store';
import { createHostKeyStore, type HostKeyStore } from './db/host-key-store';
import { createImportStore } from './db/import-store';
import { createJobQueries } from './db/job-queries';
import { createJobStore } from './db/job-store';
import { createJobTemplateStore } from './db/job-template-store';
import { createJumpHostStore } from './db/jump-host-store';
import { newId } from './db/new-id';
import { createOverviewQueries } from './db/overview-queries';
import { createSheetStore } from './db/sheet-store';
import { createTokenStore } from './db/token-store';
import { createWebhookStore } from './db/webhook-store';
import { createEngine } from './engine/engine';
import { createInProcessExecutor } from './engine/in-process-executor';
import type { Engine, Executor, JobStore, JumpHosts, LoginRealms, Secrets } from './engine/ports';
import { systemClock } from './engine/system-clock';
import type { Env } from './env';
import { createGoogleSheets } from './inventory/google-sheets';
import { createInventoryExport, exportedDevices } from './inventory/inventory-export';
import { createInventoryImport } from './inventory/inventory-import';
import type { PortalLog } from './log';
import type { Metrics } from './metrics/metrics';
import { createKeyReader } from './ssh/private-key';
import { createConnect } from './ssh/session';
import { createTargets } from './ssh/targets';
import { parseKey } from './ssh/transport';
import { createAllowedHosts } from './webhooks/allowed-hosts';
import { createWebhooks } from './webhooks/webhooks';
import { createTableReader } from './workers/table-reader';
import { createWorkerExecutor, defaultWorkers } from './workers/worker-executor';

/** Every part of the portal behind the api, joined by its ports. `stopping` turns true when nothing new may begin. */
export async function createServices(
  env: Env,
  database: Database,
  { log, metrics }: { readonly log: PortalLog; readonly metrics: Metrics },
  stopping: () => boolean,
) {
  const secretBox = createSecretBox(deriveKey(env.SECRET_KEY, 'credentials'));
  const credentials = createCredentialStore(database, secretBox);
  const jobStore = createJobStore(database);
  const tokens = createTokenStore(database);
  const devices = createDeviceStore(database);
  const jumpHosts = createJumpHostStore(database);
  const imports = createImportStore(database);
  const apiTokens = createApiTokens(tokens, log);
  const auth = createAuth({
    client: authClient(database),
    secret: deriveKey(env.SECRET_KEY, 'sessions'),
    publicUrl: env.PUBLIC_URL,
    trustedOrigins: [...allowedNames(env.PUBLIC_URL, env.HOST, env.PORT).origins],
    perAccount: createThrottle({ maxFailures: 10, windowMs: 15 * 60_000 }),
    perAddress: createThrottle({ maxFailures: 50, windowMs: 15 * 60_000 }),
    log,
  });
  const accounts = createAccounts(auth);
  const hostKeys = createHostKeyStore(database, env.HOST_KEY_POLICY, log);
  const engine = openEngine(env, { credentials, hostKeys, jumpHosts, jobStore, log, metrics });
  const webhooks = createWebhookStore(database, createSecretBox(deriveKey(env.SECRET_KEY, 'webhooks')));
  const deliveries = createDeliveryStore(database);
  const readKey = createKeyReader(parseKey);
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = env;
  const services: Services = {
    engine,
    jobStore,
    jobs: createJobQueries(database),
    overview: createOverviewQueries(database),
    outputIndex: createOutputIndex({ engine, clock: systemClock }),
    devices,
    deviceGroups: createDeviceGroupStore(database),
    jobTemplates: createJobTemplateStore(database),
    deviceImport: createInventoryImport({
      read: async () => ({
        devices: await devices.selectByFilter({}),
        credentials: await credentials.idsByName(),
        jumpHosts: await jumpHosts.idsByName(),
      }),
      write: (write) => imports.write(write),
    }),
    inventoryExport: createInventoryExport(async (filter) =>
      exportedDevices({
        devices: await devices.selectByFilter(filter),
        credentials: await credentials.idsByName(),
        jumpHosts: await jumpHosts.idsByName(),
      }),
    ),
    openFile: createTableReader(),
    imports,
    sheets: createSheetStore(database, secretBox),
    googleSheets: createGoogleSheets({ sheetsUrl: env.GOOGLE_SHEETS_URL, tokenUrl: env.GOOGLE_TOKEN_URL }),
    credentials,
    hostKeys,
    jumpHosts,
    checkKey: (privateKey, passphrase) => {
      const read = readKey(privateKey, passphrase);
      return read.ok ? null : read.error;
    },
    audit: createAuditStore(database),
    tokens,
    apiTokens,
    webhooks,
    deliveries,
    webhookSender: createWebhooks({
      webhooks,
      deliveries,
      hosts: createAllowedHosts(env.WEBHOOK_HOSTS),
      publicUrl: env.PUBLIC_URL,
      newId,
      clock: systemClock,
      log,
    }),
    accounts,
    stopping,
    firstAdmin: await prepareFirstAdmin(accounts, email && password ? { email, password } : null),
    meter: metrics.api,
    clock: systemClock,
    log,
    limits: {
      maxBatchSize: env.MAX_BATCH_SIZE,
      maxSessions: env.MAX_SESSIONS,
    },
  };
  return { services, auth, identify: createIdentify(auth, apiTokens) };
}

interface EngineParts {
  readonly credentials: Secrets & LoginRealms;
  readonly hostKeys: HostKeyStore;
  readonly jumpHosts: JumpHosts;
  readonly jobStore: JobStore;
  readonly log: PortalLog;
  readonly metrics: Metrics;
}

function openEngine(env: Env, parts: EngineParts): Engine {
  const { credentials, jobStore, log, metrics } = parts;
  return createEngine({
    executor: openExecutor(env, parts),
    store: jobStore,
    realms: credentials,
    clock: systemClock,
    log,
    watch: metrics.watch,
    limits: {
      maxSessions: env.MAX_SESSIONS,
      maxOutputBytes: env.MAX_OUTPUT_BYTES,
      clocks: {
        connectMs: env.CONNECT_TIMEOUT_MS,
        handshakeMs: env.HANDSHAKE_TIMEOUT_MS,
        authMs: env.AUTH_TIMEOUT_MS,
        promptMs: env.PROMPT_TIMEOUT_MS,
        commandIdleMs: env.COMMAND_IDLE_TIMEOUT_MS,
        deviceTotalMs: env.DEVICE_TIMEOUT_MS,
      },
    },
  });
}

/** Worker threads, unless the configuration wants the devices in this one. */
function openExecutor(env: Env, { credentials, hostKeys, jumpHosts, log, metrics }: EngineParts): Executor {
  const { HOST_KEY_POLICY: hostKeyPolicy, ALLOWED_TARGETS: allowedTargets, HANDSHAKES_AT_ONCE: handshakesAtOnce } = env;
  const ports = { secrets: credentials, hostKeys, jumpHosts };
  const clock = systemClock;
  const meter = metrics.sessions;
  if (env.WORKERS !== 0) {
    const settings = { hostKeyPolicy, allowedTargets, handshakesAtOnce };
    return createWorkerExecutor({ workers: env.WORKERS ?? defaultWorkers(), settings, ports, clock, log, meter });
  }
  const targets = createTargets(allowedTargets);
  const connect = createConnect({ ...ports, hostKeyPolicy, targets, handshakesAtOnce, log, meter });
  return createInProcessExecutor({ connect, clock, log });
}
