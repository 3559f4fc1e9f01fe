import { useMutation } from '@tanstack/react-query';
import type { SessionDetail, Stage } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../../lib/api/api.ts';
import { useFormats } from '../../../lib/format.ts';
import { useMe } from '../../../lib/account/me.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { useSeeStage, useSession } from '../feed/session-feed.tsx';
import { AudienceDesk } from './audience-desk.tsx';
import { OrderDesk } from './order-desk.tsx';
import { PresenterDesk } from './presenter-desk.tsx';
import { useSteps } from './steps/steps-provider.tsx';
import styles from './console.module.css';

/** For the stage manager, beside the steps: who is there and who asks to speak, the order, the audience, the end. */
export default function StageDesk({ session }: { session: SessionDetail }) {
  const { t } = useTranslation(['console', 'common']);
  return (
    <section className={styles.desk} aria-label={t('title')}>
      <DeskParts session={session} />
      <p className={`small muted ${styles.keys}`}>{t('hint')}</p>
      <p className={styles.row}>
        <Link to="/control">{t('common:controlRoom')}</Link>
        {session.room.mode !== 'online' && <Link to={`/sessions/${session.id}/hall`}>{t('hallLink')}</Link>}
      </p>
    </section>
  );
}

export function DeskParts({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('console');
  const { stage } = useSession();
  const { take } = useSteps();
  const live = stage.state === 'live';
  return (
    <>
      <div className={styles.top}>
        <Manager sessionId={session.id} stage={stage} />
        {live && (
          <ConfirmButton confirm={t('confirmClose')} act={() => take({ action: 'close' })}>
            {t('close')}
          </ConfirmButton>
        )}
      </div>
      <PresenterDesk sessionId={session.id} />
      {live && <OrderDesk session={session} take={take} />}
      <AudienceDesk sessionId={session.id} />
    </>
  );
}

/**
 * Who manages the stage; anybody else of the team takes it over with one press, also when the other's connection has
 * died.
 */
function Manager({ sessionId, stage }: { sessionId: string; stage: Stage }) {
  const { t } = useTranslation('console');
  const { pick } = useFormats();
  const { data: me } = useMe();
  const see = useSeeStage();
  const takeOver = useMutation({
    mutationFn: () => api('PUT', '/sessions/{id}/stage/manager', { path: { id: sessionId } }),
    onSuccess: see,
  });
  if (!stage.manager) return null;
  const mine = stage.manager.id === me?.person?.id;
  return (
    <p className={styles.row}>
      <span className="muted">
        {mine ? t('youManage') : t('managedBy', { name: pick(stage.manager.name, stage.manager.nameEn) })}
      </span>
      {!mine && (
        <Button disabled={takeOver.isPending} onClick={() => takeOver.mutate()}>
          {t('takeOver')}
        </Button>
      )}
    </p>
  );
}
