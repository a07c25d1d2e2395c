import type { Role } from '@/domain/role';
import type { Accounts } from '../auth/accounts';
import type { Actor } from '../auth/actor';
import type { ApiTokens } from '../auth/api-tokens';
import type { FirstAdmin } from '../auth/first-admin';
import type { AuditStore } from '../db/audit-store';
import type { CredentialStore } from '../db/credential-store';
import type { DeliveryStore } from '../db/delivery-store';
import type { DeviceGroupStore } from '../db/device-group-store';
import type { DeviceStore } from '../db/device-store';
import type { HostKeyStore } from '../db/host-key-store';
import type { ImportStore } from '../db/import-store';
import type { JobQueries } from '../db/job-queries';
import type { JobTemplateStore } from '../db/job-template-store';
import type { JumpHostStore } from '../db/jump-host-store';
import type { OverviewQueries } from '../db/overview-queries';
import type { SheetStore } from '../db/sheet-store';
import type { TokenStore } from '../db/token-store';
import type { WebhookStore } from '../db/webhook-store';
import type { Clock, Engine, JobStore, Log } from '../engine/ports';
import type { GoogleSheets } from '../inventory/google-sheets';
import type { InventoryExport } from '../inventory/inventory-export';
import type { InventoryImport } from '../inventory/inventory-import';
import type { OpenFile } from '../inventory/table-file';
import type { Webhooks } from '../webhooks/webhooks';
import type { CheckKey } from './credential-key';
import type { OutputIndex } from './output-index';
import type { CallEvent } from './request-event';

/** What procedures work with, made once by the runtime. The api knows these by type only. */
export interface Services {
  readonly engine: Engine;
  readonly jobStore: Pick<JobStore, 'readEvents'>;
  readonly jobs: JobQueries;
  readonly overview: OverviewQueries;
  readonly outputIndex: OutputIndex;
  readonly devices: DeviceStore;
  readonly deviceGroups: DeviceGroupStore;
  readonly jobTemplates: JobTemplateStore;
  readonly deviceImport: InventoryImport;
  readonly openFile: OpenFile;
  readonly inventoryExport: InventoryExport;
  readonly imports: Omit<ImportStore, 'write'>;
  readonly sheets: SheetStore;
  readonly googleSheets: GoogleSheets;
  readonly credentials: CredentialStore;
  readonly hostKeys: Omit<HostKeyStore, 'judge'>;
  readonly jumpHosts: JumpHostStore;
  readonly checkKey: CheckKey;
  readonly audit: AuditStore;
  readonly tokens: TokenStore;
  readonly apiTokens: ApiTokens;
  readonly webhooks: WebhookStore;
  readonly deliveries: DeliveryStore;
  readonly webhookSender: Webhooks;
  readonly accounts: Accounts;
  readonly firstAdmin: FirstAdmin;
  /** True once the portal is about to end: nothing new may begin. */
  readonly stopping: () => boolean;
  readonly meter: ApiMeter;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: {
    readonly maxBatchSize: number;
    readonly maxSessions: number;
  };
}

/** Told what is open here. For figures. */
export interface ApiMeter {
  /** `change` more subscriptions are open, or fewer. */
  subscriptions(change: 1 | -1): void;
}

/** One request, or one websocket for as long as it is open. */
export interface ApiContext {
  /** Asked anew for each call: rights may have changed since a websocket was opened. */
  readonly whoAsks: () => Promise<Actor | null>;
  readonly services: Services;
  readonly connection: Connection;
}

export interface Connection {
  /** Resolves when the other side has taken most of what was sent, or is gone. */
  readonly drained: () => Promise<void>;
  /** Takes a place for a subscription; false where this connection has as many as it may. */
  readonly openSubscription: () => boolean;
  readonly closeSubscription: () => void;
  /** The client's address, for throttling and the log. */
  readonly address: string;
  /** Of the request, or of the websocket for as long as it is open. */
  readonly requestId: string;
  readonly beginCall: (path: string, type: string) => CallEvent;
}

/** Who may call a procedure. A viewer reads, an operator runs jobs, an admin does everything; each includes those before. */
export type ProcedureRole = 'public' | Role;
