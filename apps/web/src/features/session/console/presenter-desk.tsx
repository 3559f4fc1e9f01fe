import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RaisedHand } from '@everexpo/contracts';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { api, get } from '../../../lib/api/api.ts';
import { useFormats } from '../../../lib/format.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { useServerEvent } from '../../../lib/realtime/socket.tsx';
import { applyEvent } from '../../../lib/realtime/apply-event.ts';
import { Button } from '../../../ui/button.tsx';
import { usePresenters } from './use-presenters.ts';
import styles from './console.module.css';

/** Who waits in the green room, who is on stage, and who asks to speak. */
export function PresenterDesk({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation(['console', 'common']);
  const { pick } = useFormats();
  const { presenters, bring } = usePresenters(sessionId);
  const hands = useHands(sessionId);
  return (
    <>
      <div>
        <h3>{t('presenters')}</h3>
        <ul className={styles.people} tabIndex={0} aria-label={t('presenters')}>
          {presenters.map((presenter) => (
            <li key={presenter.personId} className={styles.person}>
              <span>
                <span className="figures muted">{presenter.position}</span>{' '}
                {`${pick(presenter.name, presenter.nameEn)} `}
                <span className="small muted">
                  {presenter.onStage
                    ? t('common:onStage')
                    : presenter.present
                      ? t('present')
                      : t(presenter.inHall ? 'inHall' : 'absent')}
                </span>
                {presenter.present && presenter.camera !== null && (
                  <span className="small muted">
                    {' '}
                    ·{' '}
                    {t('devices', {
                      camera: t(presenter.camera ? 'common:devices.on' : 'common:devices.off'),
                      microphone: t(presenter.microphone ? 'common:devices.on' : 'common:devices.off'),
                    })}
                  </span>
                )}
              </span>
              <span className={styles.row}>
                {presenter.onStage && <Mute sessionId={sessionId} personId={presenter.personId} />}
                {(presenter.present || presenter.onStage) && (
                  <Button
                    variant={presenter.onStage ? 'plain' : 'primary'}
                    onClick={() => bring({ personId: presenter.personId, onStage: !presenter.onStage })}
                  >
                    {presenter.onStage ? t('takeOff') : t('bring')}
                  </Button>
                )}
              </span>
            </li>
          ))}
        </ul>
      </div>
      {hands.length > 0 && (
        <div>
          <h3>{t('hands', { n: hands.length })}</h3>
          <ul className={styles.people} tabIndex={0} aria-label={t('hands', { n: hands.length })}>
            {hands.map((hand) => (
              <li key={hand.personId} className={styles.person}>
                <span>{pick(hand.name, hand.nameEn)}</span>
                <span className={styles.row}>
                  <Button
                    onClick={() =>
                      void api('DELETE', '/sessions/{id}/stage/hands/{personId}', {
                        path: { id: sessionId, personId: hand.personId },
                      })
                    }
                  >
                    {t('notNow')}
                  </Button>
                  <Button variant="primary" onClick={() => bring({ personId: hand.personId, onStage: true })}>
                    {t('bring')}
                  </Button>
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function useHands(sessionId: string): RaisedHand[] {
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: queryKeys.hands(sessionId),
    queryFn: ({ signal }) => get('/sessions/{id}/stage/hands', { path: { id: sessionId }, signal }),
  });
  useServerEvent(
    'stage:hands',
    useCallback(
      (news: { sessionId: string; hands: RaisedHand[] }) => {
        if (news.sessionId === sessionId) applyEvent(queries, queryKeys.hands(sessionId), () => news.hands);
      },
      [queries, sessionId],
    ),
  );
  return data ?? [];
}

function Mute({ sessionId, personId }: { sessionId: string; personId: string }) {
  const { t } = useTranslation('console');
  const mute = useMutation({
    mutationFn: () =>
      api('POST', '/sessions/{id}/stage/presenters/{personId}/mute', { path: { id: sessionId, personId } }),
  });
  return (
    <Button variant="quiet" disabled={mute.isPending} onClick={() => mute.mutate()}>
      {t('mute')}
    </Button>
  );
}
