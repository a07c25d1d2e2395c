import type { AppRouter } from '@/server/api/app-router';
import type { AreaZeroError } from './errors';

export interface CallOptions {
  /** Ends the wait; what a mutation has begun on the portal goes on. */
  readonly signal?: AbortSignal | undefined;
}

/** Where everything in the input is optional, so is the input. */
export type Call<Input> = undefined extends Input
  ? [input?: Input, options?: CallOptions]
  : [input: Input, options?: CallOptions];

/** A procedure that reads. Rejects with an `AreaZeroError`. */
export interface Query<Input, Output> {
  query(...call: Call<Input>): Promise<Output>;
}

/** A procedure that changes something. Never sent twice by itself. Rejects with an `AreaZeroError`. */
export interface Mutation<Input, Output> {
  mutate(...call: Call<Input>): Promise<Output>;
}

/** What a subscription brings: `id` goes into `lastEventId` to go on after it. */
export interface Tracked<Data> {
  readonly id: string;
  readonly data: Data;
}

export interface SubscriptionListeners<Data> {
  readonly onData?: ((value: Tracked<Data>) => void) | undefined;
  /** The portal has nothing more to say: the job or the device has ended. */
  readonly onComplete?: (() => void) | undefined;
  /** Once, and nothing after it. A lost connection is no error: the subscription goes on by itself. */
  readonly onError?: ((error: AreaZeroError) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A procedure that goes on. Over reconnects nothing is left out and nothing comes twice. */
export interface Subscription<Input, Data> {
  subscribe(input: Input, listeners: SubscriptionListeners<Data>): { unsubscribe(): void };
}

/** What a procedure takes, e.g. `InputOf<Procedures['jobs']['create']>`. */
export type InputOf<P> = P extends Query<infer I, unknown> | Mutation<infer I, unknown> | Subscription<infer I, never>
  ? I
  : never;

/** What a procedure answers; of a subscription, what each `data` is. */
export type OutputOf<P> = P extends Query<never, infer O> | Mutation<never, infer O> | Subscription<never, infer O>
  ? O
  : never;

interface Procedure {
  readonly _def: {
    readonly procedure: true;
    readonly type: 'query' | 'mutation' | 'subscription';
    readonly $types: { readonly input: unknown; readonly output: unknown };
  };
}

type Shape<P extends Procedure['_def']> = P['type'] extends 'query'
  ? Query<P['$types']['input'], P['$types']['output']>
  : P['type'] extends 'mutation'
    ? Mutation<P['$types']['input'], P['$types']['output']>
    : P['$types']['output'] extends AsyncIterable<Tracked<infer Data>>
      ? Subscription<P['$types']['input'], Data>
      : never;

type Groups = AppRouter['_def']['record'];

/** Every procedure of the portal with its input and output, and nothing of how the portal answers it. */
export type Procedures = {
  readonly [Group in keyof Groups]: {
    readonly [Name in keyof Groups[Group]]: Groups[Group][Name] extends Procedure
      ? Shape<Groups[Group][Name]['_def']>
      : never;
  };
};
