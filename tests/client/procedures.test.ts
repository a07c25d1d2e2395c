import type { Serialize } from '@trpc/server/unstable-core-do-not-import';
import { describe, expect, it } from 'vitest';
import type { OutputOf, Procedures } from '@/client/client';

/** Procedures whose answer, sent as JSON, is no longer of the type that it is said to be, as a Date would not be. */
type NotAsSaid = {
  [Group in keyof Procedures]: {
    [Name in keyof Procedures[Group]]: OutputOf<Procedures[Group][Name]> extends infer Said
      ? Serialize<Said> extends Said
        ? never
        : `${Group}.${Name & string}`
      : never;
  }[keyof Procedures[Group]];
}[keyof Procedures];

type NotTyped = {
  [Group in keyof Procedures]: {
    [Name in keyof Procedures[Group]]: [Procedures[Group][Name]] extends [never] ? `${Group}.${Name & string}` : never;
  }[keyof Procedures[Group]];
}[keyof Procedures];

describe('the types of the client', () => {
  it('are right for every procedure, as the compiler sees it', () => {
    // `detail` of an entry is `unknown`: what that says of the JSON is nothing either way.
    const asSaid: [Exclude<NotAsSaid, 'audit.list'>] extends [never] ? true : NotAsSaid = true;
    const typed: [NotTyped] extends [never] ? true : NotTyped = true;
    expect([asSaid, typed]).toEqual([true, true]);
  });
});
