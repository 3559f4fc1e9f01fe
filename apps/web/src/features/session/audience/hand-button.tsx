import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../lib/api.ts';
import { useMe } from '../../../lib/me.ts';
import { Button } from '../../../ui/button.tsx';
import { errorText } from '../../../ui/states.tsx';

/** Asks to speak, under the identity that this page watches with; pressed again, no longer. */
export function HandButton({ sessionId, identity, raised }: { sessionId: string; identity: string; raised: boolean }) {
  const { t } = useTranslation();
  const { data: me } = useMe();
  const [up, setUp] = useState(raised);
  const personId = me?.person?.id;
  const change = useMutation({
    mutationFn: () =>
      up
        ? api('DELETE', `/sessions/${sessionId}/stage/hands/${personId}`)
        : api('PUT', `/sessions/${sessionId}/stage/hand`, { body: { identity } }),
    onSuccess: () => setUp(!up),
  });
  if (!personId) return null;
  return (
    <span>
      <Button aria-pressed={up} disabled={change.isPending} onClick={() => change.mutate()}>
        {t(up ? 'session.lowerHand' : 'session.raiseHand')}
      </Button>
      {change.error && (
        <span role="alert" className="small">
          {' '}
          {errorText(change.error, t('errors.network'))}
        </span>
      )}
    </span>
  );
}
