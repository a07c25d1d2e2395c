'use client';
import type { ReactNode } from 'react';
import { formatExact } from '@/domain/format';
import { StateMark } from '../jobs/state-mark';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { ActionsCell, ActionsHead, HeaderRow, Table, TableBody, TableCell, TableHead, TableRow } from '../ui/table';
import { TimeAgo } from '../ui/time';
import { useNow } from '../ui/use-now';
import { type Token, tokenState } from './token';
import { TOKEN_STATE_VIEWS } from './token-state-catalogue';

const DAY_MS = 86_400_000;
/** Time enough to bring another one to its program. */
const SOON_MS = 7 * DAY_MS;

export function TokensTable({ tokens, onRevoke }: { tokens: readonly Token[]; onRevoke: (token: Token) => void }) {
  const now = useNow();
  return (
    <Table aria-label="API tokens">
      <HeaderRow>
        <TableHead>Name</TableHead>
        <TableHead className="max-sm:hidden">Role</TableHead>
        <TableHead>State</TableHead>
        <TableHead className="max-sm:hidden">Last used</TableHead>
        <TableHead className="max-md:hidden">Expires</TableHead>
        <TableHead className="max-lg:hidden">Made</TableHead>
        <ActionsHead />
      </HeaderRow>
      <TableBody>
        {tokens.map((token) => {
          const state = tokenState(token, now);
          return (
            <TableRow key={token.id} data-testid="token-row" data-token={token.name} data-state={state}>
              <TableCell
                className={cn(
                  'max-w-48 truncate font-medium max-sm:max-w-40',
                  state !== 'active' && 'text-muted-foreground',
                )}
                title={token.name}
              >
                <span className="flex gap-2">
                  <span className="truncate">{token.name}</span>
                  <span className="font-normal text-muted-foreground sm:hidden">{token.role}</span>
                </span>
              </TableCell>
              <TableCell className="max-sm:hidden">{token.role}</TableCell>
              <TableCell>
                <StateMark view={TOKEN_STATE_VIEWS[state]} title={ended(token)} />
              </TableCell>
              <TableCell className="max-sm:hidden">
                {token.lastUsedAt ? <TimeAgo at={token.lastUsedAt} /> : <Muted>never</Muted>}
              </TableCell>
              <TableCell className="max-md:hidden">
                <Expires at={token.expiresAt} now={now} warn={state === 'active'} />
              </TableCell>
              <TableCell className="max-lg:hidden">
                <TimeAgo at={token.createdAt} /> <Muted>by {token.createdBy}</Muted>
              </TableCell>
              <ActionsCell>
                {state === 'active' && (
                  <Button variant="ghost" size="sm" aria-label={`Revoke ${token.name}`} onClick={() => onRevoke(token)}>
                    Revoke
                  </Button>
                )}
              </ActionsCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

function Expires({ at, now, warn }: { at: string | null; now: number; warn: boolean }) {
  if (at === null) return <Muted>never</Muted>;
  const left = Date.parse(at) - now;
  if (left <= 0) return <TimeAgo at={at} />;
  const days = Math.floor(left / DAY_MS);
  return (
    <time
      dateTime={at}
      title={formatExact(at)}
      className={cn('tabular-nums', warn && left < SOON_MS && 'font-medium text-state-paused')}
    >
      {days === 0 ? 'within a day' : `in ${days} ${days === 1 ? 'day' : 'days'}`}
    </time>
  );
}

const ended = ({ revokedAt }: Token) => (revokedAt ? `Revoked ${formatExact(revokedAt)}` : undefined);

const Muted = ({ children }: { children: ReactNode }) => <span className="text-muted-foreground">{children}</span>;
