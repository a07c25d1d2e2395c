'use client';
import { toast } from 'sonner';
import { formatCount } from '@/domain/format';
import { useMe } from '../account/use-me';
import { api, type Outputs } from '../shell/api';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { deletedWords } from './device-group';

/** More than these are a number. */
const MAX_NAMED = 10;

/** Says who left a list because they were deleted, until somebody has taken note. */
export function DeletedDevices({ group }: { group: Outputs['deviceGroups']['get'] }) {
  const { can } = useMe();
  const utils = api.useUtils();
  const forget = api.deviceGroups.forgetDeleted.useMutation({
    onSuccess: () => utils.deviceGroups.invalidate(),
    onError: (error) => toast.error('Not forgotten', { description: error.message }),
  });
  const words = deletedWords(group);
  if (!words) return null;
  const more = group.deletedDevices - Math.min(MAX_NAMED, group.deletedNames.length);
  return (
    <Alert variant="warning" data-testid="deleted-devices">
      <p>{words}, and left it:</p>
      <p className="break-words text-muted-foreground">
        {group.deletedNames.slice(0, MAX_NAMED).join(', ')}
        {more > 0 && ` and ${formatCount(more, 'other')}`}
      </p>
      {can('operator') && (
        <Button variant="link" size="bare" disabled={forget.isPending} onClick={() => forget.mutate({ id: group.id })}>
          Forget their names
        </Button>
      )}
    </Alert>
  );
}
