import { useLocalParticipantPermissions } from '@livekit/components-react';
import { useMutation } from '@tanstack/react-query';
import type { StageTicket } from '@everexpo/contracts';
import { Hand } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../lib/api/api.ts';
import { useMe } from '../../../lib/account/me.ts';
import { useServerEvent } from '../../../lib/realtime/socket.tsx';
import { errorText } from '../../../ui/feedback/states.tsx';
import { BarButton } from '../frame/bar-button.tsx';
import barStyles from '../frame/bar.module.css';

interface Props {
  sessionId: string;
  ticket: Pick<StageTicket, 'identity' | 'handUp'>;
}

/**
 * Asks to speak, under the identity that this page watches with; pressed again, no longer. The hand goes down by itself
 * once one has been brought on stage or the manager has put it off.
 */
export function HandButton({ sessionId, ticket: { identity, handUp } }: Props) {
  const { t } = useTranslation(['session', 'common']);
  const { data: me } = useMe();
  const [up, setUp] = useHand(sessionId, handUp);
  const onStage = useLocalParticipantPermissions()?.canPublish ?? false;
  const personId = me?.person?.id;
  const change = useMutation({
    mutationFn: (wanted: boolean) =>
      wanted
        ? api('PUT', '/sessions/{id}/stage/hand', { path: { id: sessionId }, body: { identity } })
        : api('DELETE', '/sessions/{id}/stage/hands/{personId}', { path: { id: sessionId, personId: personId ?? '' } }),
    // Not the opposite of what is shown: the server's own word may have come before the answer.
    onSuccess: (_answer, wanted) => setUp(wanted),
  });
  if (!personId || onStage) return null;
  return (
    <>
      <BarButton icon={Hand} aria-pressed={up} disabled={change.isPending} onClick={() => change.mutate(!up)}>
        {t(up ? 'lowerHand' : 'raiseHand')}
      </BarButton>
      {change.error && (
        <span role="alert" className={barStyles.refused}>
          {errorText(change.error)}
        </span>
      )}
    </>
  );
}

/** Whether one's hand is up, as the server says. */
function useHand(sessionId: string, first: boolean) {
  const [up, setUp] = useState(first);
  useServerEvent(
    'stage:hand',
    useCallback(
      (hand: { sessionId: string; up: boolean }) => {
        if (hand.sessionId === sessionId) setUp(hand.up);
      },
      [sessionId],
    ),
  );
  return [up, setUp] as const;
}
