import type { Agreement } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, fieldError } from '../../../lib/api/api.ts';
import { localInput } from '../../../lib/time/local-input.ts';
import { Button } from '../../../ui/button.tsx';
import { DateTimeInput } from '../../../ui/dates/date-input.tsx';
import { Field } from '../../../ui/field.tsx';
import { errorText } from '../../../ui/feedback/states.tsx';
import { useAgreementAct } from '../actions/use-agreement-act.ts';
import styles from '../agreements.module.css';

/** Who signs, in which order and until when; each change makes a new version. */
export function PartiesForm({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation(['agreements', 'common']);
  const [email, setEmail] = useState('');
  const [order, setOrder] = useState(agreement.order);
  const [signBy, setSignBy] = useState(agreement.signBy ? localInput(agreement.signBy) : '');
  const act = useAgreementAct();
  const { id, version } = agreement;
  const other =
    act.error && !fieldError(act.error, '/email') && !fieldError(act.error, '/signBy')
      ? errorText(act.error)
      : undefined;
  return (
    <details className={styles.preview}>
      <summary>{t('arrange')}</summary>
      <div className={styles.form}>
        <Field label={t('partyEmail')} hint={t('partyEmailHint')} error={fieldError(act.error, '/email')}>
          <input type="email" value={email} onChange={(event) => setEmail(event.target.value)} />
        </Field>
        <div className={styles.actions}>
          <Button
            disabled={!email || act.isPending}
            onClick={() =>
              act.mutate(() => api('POST', '/agreements/{id}/parties', { path: { id }, body: { version, email } }), {
                onSuccess: () => setEmail(''),
              })
            }
          >
            {t('addParty')}
          </Button>
          <Button
            disabled={!email || act.isPending}
            onClick={() =>
              act.mutate(
                () => api('PUT', '/agreements/{id}/parties/mine', { path: { id }, body: { version, email } }),
                { onSuccess: () => setEmail('') },
              )
            }
          >
            {t('delegate')}
          </Button>
          {agreement.parties.slice(2).map((party) => (
            <Button
              key={party.position}
              variant="quiet"
              onClick={() =>
                act.mutate(() =>
                  api('DELETE', '/agreements/{id}/parties/{position}', {
                    path: { id, position: party.position },
                    query: { version },
                  }),
                )
              }
            >
              {t('common:removeNamed', { name: party.organisation })}
            </Button>
          ))}
        </div>
        <div className={styles.two}>
          <Field label={t('order')}>
            <select value={order} onChange={(event) => setOrder(event.target.value as Agreement['order'])}>
              <option value="parallel">{t('parallel')}</option>
              <option value="sequential">{t('sequential')}</option>
            </select>
          </Field>
          <Field label={t('signBy')} hint={t('signByHint')} error={fieldError(act.error, '/signBy')}>
            <DateTimeInput value={signBy} onChange={setSignBy} />
          </Field>
        </div>
        <div>
          <Button
            disabled={act.isPending}
            onClick={() =>
              act.mutate(() =>
                api('PUT', '/agreements/{id}/signing', {
                  path: { id },
                  body: { version, order, signBy: signBy ? new Date(signBy).toISOString() : null },
                }),
              )
            }
          >
            {t('common:save')}
          </Button>
        </div>
        {other && <p role="alert">{other}</p>}
      </div>
    </details>
  );
}
