import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Agreement, FollowUp, FollowUpMilestone } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, fieldError, get } from '../../lib/api/api.ts';
import { useIntentKey } from '../../lib/forms/intent-key.ts';
import { useFormats } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { DateInput } from '../../ui/dates/date-input.tsx';
import { Field } from '../../ui/field.tsx';
import { FileInput } from '../../ui/files/file-input.tsx';
import { cardClass } from '../../ui/page.tsx';
import { errorText } from '../../ui/feedback/states.tsx';
import { amountError, fenOf } from '../../lib/fen.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import styles from './agreements.module.css';

/** How an agreement is being kept: what is due when, what came of it, with evidence. */
export function FollowUpPanel({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation('agreements');
  const { exactAmount } = useFormats();
  const queries = useQueryClient();
  const queryKey = queryKeys.followUp(agreement.id);
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => get('/agreements/{id}/follow-up', { path: { id: agreement.id }, signal }),
  });
  const keep = (followUp: FollowUp) => queries.setQueryData(queryKey, followUp);
  if (!data) return null;
  const open = agreement.state === 'registered';
  return (
    <section className={cardClass}>
      <h2>{t('followUp.title')}</h2>
      <p className="figures">
        {t('followUp.realised', { realised: exactAmount(data.realisedFen), amount: exactAmount(data.amountFen) })}
      </p>
      <meter
        className={styles.meter}
        min={0}
        max={Math.max(1, data.amountFen)}
        value={Math.min(data.realisedFen, data.amountFen)}
        aria-label={t('followUp.title')}
      />
      {data.milestones.length === 0 && <p className="muted">{t('followUp.none')}</p>}
      <ul className={styles.steps}>
        {data.milestones.map((milestone) => (
          <Milestone key={milestone.id} milestone={milestone} open={open} keep={keep} />
        ))}
      </ul>
      {open && <AddMilestone agreementId={agreement.id} keep={keep} />}
    </section>
  );
}

function Milestone({
  milestone,
  open,
  keep,
}: {
  milestone: FollowUpMilestone;
  open: boolean;
  keep: (followUp: FollowUp) => void;
}) {
  const { t } = useTranslation(['agreements', 'common']);
  const { day, exactAmount } = useFormats();
  const [amount, setAmount] = useState(milestone.amountFen === null ? '0' : (milestone.amountFen / 100).toFixed(2));
  const reach = useMutation({
    mutationFn: () =>
      api('POST', '/milestones/{id}/reach', { path: { id: milestone.id }, body: { realisedFen: fenOf(amount) } }),
    onSuccess: keep,
  });
  const add = useMutation({
    mutationFn: (chosen: File) => {
      const body = new FormData();
      body.set('file', chosen);
      return api('POST', '/milestones/{id}/evidence', { path: { id: milestone.id }, body });
    },
    onSuccess: keep,
  });
  const error = reach.error ?? add.error;
  return (
    <li>
      <strong>{milestone.title}</strong>{' '}
      <span className="small muted">
        {t(`common:milestoneKind.${milestone.kind}`)} · <time dateTime={milestone.dueOn}>{day(milestone.dueOn)}</time>
      </span>
      {milestone.amountFen !== null && <span className="figures"> {exactAmount(milestone.amountFen)}</span>}
      {milestone.overdue && <span className={styles.overdue}> ⚠ {t('followUp.overdue')}</span>}
      {milestone.doneAt && (
        <span className={styles.done}>
          {' '}
          ✓ {t('followUp.done', { name: milestone.doneBy ?? '' })}{' '}
          {milestone.realisedFen > 0 && exactAmount(milestone.realisedFen)}
        </span>
      )}
      {milestone.evidence.map((one) => (
        <p key={one.id} className="small">
          <a href={`/api/milestones/evidence/${one.id}`} target="_blank" rel="noreferrer">
            {one.name}
          </a>{' '}
          · {one.by}
        </p>
      ))}
      {open && (
        <div className={styles.line}>
          {!milestone.doneAt && (
            <>
              <Field label={t('followUp.amount')} error={amountError(reach.error, '/realisedFen', amount)}>
                <input inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} />
              </Field>
              <Button disabled={reach.isPending} onClick={() => reach.mutate()}>
                {t('followUp.reach')}
              </Button>
            </>
          )}
          <Field label={t('followUp.evidence')}>
            <FileInput
              accept="application/pdf,image/jpeg,image/png"
              disabled={add.isPending}
              choose={(chosen) => chosen && add.mutate(chosen)}
            />
          </Field>
        </div>
      )}
      {error && !fieldError(error, '/realisedFen') && <p role="alert">{errorText(error)}</p>}
    </li>
  );
}

function AddMilestone({ agreementId, keep }: { agreementId: string; keep: (followUp: FollowUp) => void }) {
  const { t } = useTranslation(['agreements', 'common']);
  const [title, setTitle] = useState('');
  const [dueOn, setDueOn] = useState('');
  const intent = useIntentKey();
  const add = useMutation({
    mutationFn: () =>
      intent.send([agreementId, title, dueOn], (idempotencyKey) =>
        api('POST', '/agreements/{id}/milestones', {
          path: { id: agreementId },
          body: { title, dueOn },
          idempotencyKey,
        }),
      ),
    onSuccess: (followUp) => {
      setTitle('');
      setDueOn('');
      keep(followUp);
    },
  });
  return (
    <form
      className={styles.line}
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <Field label={t('common:milestoneKind.milestone')} error={fieldError(add.error, '/title')}>
        <input required minLength={2} maxLength={80} value={title} onChange={(event) => setTitle(event.target.value)} />
      </Field>
      <Field label={t('dueOn')} error={fieldError(add.error, '/dueOn')}>
        <DateInput required value={dueOn} onChange={setDueOn} />
      </Field>
      <Button type="submit" disabled={add.isPending}>
        {t('addMilestone')}
      </Button>
    </form>
  );
}
