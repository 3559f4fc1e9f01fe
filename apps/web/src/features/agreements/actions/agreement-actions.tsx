import type { Agreement } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api } from '../../../lib/api/api.ts';
import { useIntentKey } from '../../../lib/forms/intent-key.ts';
import { Button } from '../../../ui/button.tsx';
import { errorText } from '../../../ui/feedback/states.tsx';
import { PartiesForm } from '../signing/parties-form.tsx';
import { ReasonForm } from './reason-form.tsx';
import { SignForm } from '../signing/sign-form.tsx';
import { useAgreementAct } from './use-agreement-act.ts';
import styles from '../agreements.module.css';

interface ActionsProps {
  agreement: Agreement;
  meId: string;
  revise: () => void;
}

/** What the reader can do with an agreement in its present state. */
export function AgreementActions({ agreement, meId, revise }: ActionsProps) {
  const own = agreement.parties.find((party) => party.personId === meId);
  const { state } = agreement;
  if (state === 'draft' || state === 'review') return <Drafting agreement={agreement} meId={meId} revise={revise} />;
  if (state === 'ready' || state === 'partly_signed')
    return <Signing agreement={agreement} meId={meId} revise={revise} />;
  if (agreement.number) return <Registered agreement={agreement} isParty={own !== undefined} meId={meId} />;
  return null;
}

function Drafting({ agreement, meId, revise }: ActionsProps) {
  const { t } = useTranslation(['agreements', 'common']);
  const act = useAgreementAct();
  const path = { id: agreement.id };
  const approved = agreement.parties.find((party) => party.personId === meId)?.approved;
  const step = agreement.state === 'draft' ? 'submit' : 'approve';
  return (
    <>
      {act.error && <p role="alert">{errorText(act.error)}</p>}
      {approved && <p className="small muted">{t('waitingApproval')}</p>}
      <div className={styles.actions}>
        {!approved && (
          <Button
            variant="primary"
            disabled={act.isPending}
            onClick={() =>
              act.mutate(() => api('POST', `/agreements/{id}/${step}`, { path, body: { version: agreement.version } }))
            }
          >
            {t(step)}
          </Button>
        )}
        <Button onClick={revise}>{t('revise')}</Button>
        <ReasonForm label={t('withdraw')} reason={t('withdrawReason')} agreement={agreement} act="withdraw" />
      </div>
      <PartiesForm key={agreement.version} agreement={agreement} />
    </>
  );
}

function Signing({ agreement, meId, revise }: ActionsProps) {
  const { t } = useTranslation('agreements');
  const own = agreement.parties.find((party) => party.personId === meId);
  const next = agreement.parties.find(({ signedAt }) => signedAt === null);
  const waits = agreement.order === 'sequential' && next !== own;
  return (
    <>
      <div className={styles.actions}>
        <a href={`/api/agreements/${agreement.id}/document`} target="_blank" rel="noreferrer">
          {t('document')}
        </a>
        {agreement.state === 'ready' && <Button onClick={revise}>{t('revise')}</Button>}
      </div>
      {own?.signedAt && <p className="small muted">{t('waiting')}</p>}
      {own && !own.signedAt && waits && next && (
        <p className="small muted">{t('notYourTurn', { name: next.organisation })}</p>
      )}
      {own && !own.signedAt && !waits && <SignForm agreement={agreement} name={own.name} />}
    </>
  );
}

function Registered({ agreement, isParty, meId }: { agreement: Agreement; isParty: boolean; meId: string }) {
  const { t } = useTranslation(['agreements', 'common']);
  const navigate = useNavigate();
  const intent = useIntentKey();
  const act = useAgreementAct();
  const path = { id: agreement.id };
  const { asked } = agreement;
  const stands = agreement.state === 'registered' && isParty;
  return (
    <>
      <div className={styles.actions}>
        <a href={`/api/agreements/${agreement.id}/document`} target="_blank" rel="noreferrer">
          {t('sealed')}
        </a>
        <a href={`/api/agreements/${agreement.id}/certificate`} target="_blank" rel="noreferrer">
          {t('common:certificate')}
        </a>
        <Link to={`/verify/${agreement.number}`}>{t('verify')}</Link>
      </div>
      {act.error && <p role="alert">{errorText(act.error)}</p>}
      {asked && (
        <p className={styles.asked}>
          {t(`asked.${asked.action}`)}
          {asked.reason}
        </p>
      )}
      {stands && (
        <div className={styles.actions}>
          {asked && !asked.by.includes(meId) && (
            <ReasonForm
              label={t(`agreeTo.${asked.action}`)}
              reason={t('note')}
              agreement={agreement}
              act={asked.action}
            />
          )}
          {asked && (
            <Button
              variant="quiet"
              onClick={() => act.mutate(() => api('POST', '/agreements/{id}/refuse-ending', { path }))}
            >
              {t('declineEnding')}
            </Button>
          )}
          {!asked && (
            <Button
              onClick={() =>
                act.mutate(
                  () =>
                    intent.send(path, (idempotencyKey) =>
                      api('POST', '/agreements/{id}/amendments', { path, idempotencyKey }),
                    ),
                  {
                    onSuccess: (draft) => void navigate(`/agreements/${draft.id}`),
                  },
                )
              }
            >
              {t('amend')}
            </Button>
          )}
          {!asked && <ReasonForm label={t('complete')} reason={t('note')} agreement={agreement} act="complete" />}
          {!asked && (
            <ReasonForm label={t('terminate')} reason={t('terminateReason')} agreement={agreement} act="terminate" />
          )}
        </div>
      )}
    </>
  );
}
