'use client';
import { CodeXml, Plus } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { useState } from 'react';
import { formatCount } from '@/domain/format';
import { useMe } from '../account/use-me';
import { api } from '../shell/api';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { ListStates } from '../ui/list-states';
import { EmptyState } from '../ui/notice';
import { PageHeader } from '../ui/page-header';
import { useNow } from '../ui/use-now';
import { NewTokenDialog } from './new-token-dialog';
import { RevokeToken } from './revoke-token';
import { type Token, tokenState } from './token';
import type { NewToken } from './token-form';
import { TokenSheet } from './token-sheet';
import { TokensTable } from './tokens-table';

/** Tokens are used while one looks at the page. */
const REFRESH_MS = 10_000;

type Open = { readonly what: 'new' } | { readonly what: 'made'; readonly made: NewToken } | Revoking | null;
type Revoking = { readonly what: 'revoke'; readonly token: Token };

/** What other programs sign in with. */
export function TokensPage() {
  const { me, can } = useMe();
  const admin = can('admin');
  const list = api.tokens.list.useQuery(undefined, { enabled: admin, refetchInterval: REFRESH_MS });
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const active = list.data?.filter((token) => tokenState(token, Date.now()) === 'active').length;
  const add = (
    <Button variant="primary" onClick={() => setOpen({ what: 'new' })}>
      <Plus /> Create token
    </Button>
  );
  return (
    <>
      <PageHeader
        title="API tokens"
        note={active !== undefined && formatCount(active, 'active token')}
        actions={admin && add}
      />
      {me && !admin ? (
        <Alert>
          API tokens are for admins: a token may have any role, so that whoever makes one could give it more rights than
          their own. Your role is {me.role}.
        </Alert>
      ) : (
        <ListStates
          what="tokens"
          query={list}
          items={list.data}
          rows={3}
          empty={
            <EmptyState icon={CodeXml} title="No API token yet" actions={add}>
              Another program signs in with a token instead of a password: a scheduler that starts jobs, a dashboard
              that reads them.
            </EmptyState>
          }
        >
          {(items) => <TokenLists tokens={items} onRevoke={(token) => setOpen({ what: 'revoke', token })} />}
        </ListStates>
      )}
      <TokenSheet open={open?.what === 'new'} onClose={close} onMade={(made) => setOpen({ what: 'made', made })} />
      {open?.what === 'made' && <NewTokenDialog made={open.made} onClose={close} />}
      {open?.what === 'revoke' && <RevokeToken token={open.token} onClose={close} />}
    </>
  );
}

/** Those that are good, and on request those that ended. */
function TokenLists({ tokens, onRevoke }: { tokens: readonly Token[]; onRevoke: (token: Token) => void }) {
  const now = useNow();
  const [showEnded, setShowEnded] = useQueryState('ended', parseAsBoolean.withDefault(false));
  const active = tokens.filter((token) => tokenState(token, now) === 'active');
  const ended = tokens.length - active.length;
  const shown = showEnded ? tokens : active;
  return (
    <div className="grid justify-items-start gap-3">
      {shown.length > 0 ? (
        <TokensTable tokens={shown} onRevoke={onRevoke} />
      ) : (
        <p className="text-muted-foreground">No token is active.</p>
      )}
      {ended > 0 && (
        <Button variant="ghost" onClick={() => setShowEnded(!showEnded || null)}>
          {showEnded ? 'Hide those that ended' : `Show ${ended} that ended`}
        </Button>
      )}
    </div>
  );
}
