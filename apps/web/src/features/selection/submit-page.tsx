import { useMutation, useQuery } from '@tanstack/react-query';
import {
  City,
  cityLabels,
  Field as TechField,
  fieldLabels,
  ProjectStage,
  projectStageLabels,
  Track,
  trackLabels,
  type Call,
} from '@everexpo/contracts';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, fieldError, get, newKey } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useMe, useRole } from '../../lib/me.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { Field } from '../../ui/field.tsx';
import { cardClass, Page } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Empty, errorText, Notice, Skeleton } from '../../ui/states.tsx';
import { amountError, fenOf } from '../../lib/fen.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import styles from './selection.module.css';

/** Owners hand a project in, stewards nominate one, while the call is open. */
export default function SubmitPage() {
  const { t } = useTranslation('selection');
  const { pick, dayAndTime } = useFormats();
  const { data: me } = useMe();
  const owner = useRole('owner');
  const steward = useRole('steward');
  const { data } = useQuery({
    queryKey: queryKeys.call(),
    queryFn: ({ signal }) => get('/call', { signal }),
  });
  return (
    <Page title={t('submit')} width="narrow">
      <div>
        <h1>{t('submit')}</h1>
        {data?.call && (
          <p className="muted">
            {pick(data.call.nameZh, data.call.nameEn)} ·{' '}
            {t('until', {
              time: dayAndTime(data.call.closesAt, data.call.timeZone),
              zone: data.call.timeZone,
            })}
          </p>
        )}
      </div>
      {!data && <Skeleton height={320} />}
      {data && !data.call && <Empty>{t('noCall')}</Empty>}
      {data?.call && me && !owner && !steward && <Refusal>{t('whoSubmits')}</Refusal>}
      {data?.call && (owner || steward) && <SubmitForm call={data.call} nominates={!owner} />}
    </Page>
  );
}

const TEXTS = [
  ['titleZh', 120],
  ['titleEn', 200],
] as const;
const PARAGRAPHS = [
  ['summaryZh', 2000],
  ['summaryEn', 4000],
  ['seeksZh', 500],
  ['seeksEn', 1000],
] as const;

function SubmitForm({ call, nominates }: { call: Call; nominates: boolean }) {
  const { t } = useTranslation(['selection', 'common']);
  const { pick } = useFormats();
  const [values, setValues] = useState({
    ownerEmail: '',
    track: 'achievement' as Track,
    field: 'electronics' as TechField,
    city: 'chengdu' as City,
    stage: 'prototype' as ProjectStage,
    titleZh: '',
    titleEn: '',
    summaryZh: '',
    summaryEn: '',
    seeksZh: '',
    seeksEn: '',
    amount: '',
  });
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const [key] = useState(newKey);
  const deck = useRef<HTMLInputElement>(null);
  const set = (part: Partial<typeof values>) => setValues((known) => ({ ...known, ...part }));
  const send = useMutation({
    mutationFn: async () => {
      const { amount, ownerEmail, ...rest } = values;
      const body = {
        ...rest,
        ownerEmail: nominates ? ownerEmail : null,
        amountSoughtFen: amount === '' ? null : fenOf(amount),
        answers,
      };
      const { id } = await api('POST', '/editions/{edition}/submissions', {
        path: { edition: call.editionId },
        body,
        idempotencyKey: key,
      });
      const file = deck.current?.files?.[0];
      if (file) {
        const form = new FormData();
        form.set('deck', file);
        await api('POST', '/projects/{id}/deck', { path: { id }, body: form });
      }
      return id;
    },
  });
  if (send.data)
    return (
      <Notice gold>
        <strong>{t('submitted')}</strong>
        <Link to="/mine">{t('toMine')}</Link>
      </Notice>
    );
  return (
    <form
      className={`${cardClass} ${styles.form}`}
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      {nominates && (
        <Field label={t('ownerEmail')} error={fieldError(send.error, '/ownerEmail')}>
          <input
            type="email"
            required
            value={values.ownerEmail}
            onChange={(event) => set({ ownerEmail: event.target.value })}
          />
        </Field>
      )}
      <div className={styles.two}>
        <Select
          label={t('common:track')}
          options={Track.options}
          labels={trackLabels}
          value={values.track}
          choose={(track) => track && set({ track })}
        />
        <Select
          label={t('common:field')}
          options={TechField.options}
          labels={fieldLabels}
          value={values.field}
          choose={(field) => field && set({ field })}
        />
        <Select
          label={t('common:city')}
          options={City.options}
          labels={cityLabels}
          value={values.city}
          choose={(city) => city && set({ city })}
        />
        <Select
          label={t('stage')}
          options={ProjectStage.options}
          labels={projectStageLabels}
          value={values.stage}
          choose={(stage) => stage && set({ stage })}
        />
      </div>
      {TEXTS.map(([name, most]) => (
        <Field key={name} label={t(name)} error={fieldError(send.error, `/${name}`)}>
          <input
            required
            maxLength={most}
            value={values[name]}
            onChange={(event) => set({ [name]: event.target.value })}
          />
        </Field>
      ))}
      {PARAGRAPHS.map(([name, most]) => (
        <Field key={name} label={t(name)} error={fieldError(send.error, `/${name}`)}>
          <textarea
            required
            rows={3}
            maxLength={most}
            value={values[name]}
            onChange={(event) => set({ [name]: event.target.value })}
          />
        </Field>
      ))}
      <Field
        label={t('amount')}
        hint={t('amountHint')}
        error={amountError(send.error, '/amountSoughtFen', values.amount)}
      >
        <input inputMode="decimal" value={values.amount} onChange={(event) => set({ amount: event.target.value })} />
      </Field>
      {call.questions.map((question) => (
        <Field
          key={question.id}
          label={`${pick(question.zh, question.en)}${question.required ? '' : ` (${t('optional')})`}`}
          error={fieldError(send.error, `/answers/${question.id}`)}
        >
          <textarea
            rows={2}
            required={question.required}
            maxLength={2000}
            value={answers[question.id] ?? ''}
            onChange={(event) => setAnswers((known) => ({ ...known, [question.id]: event.target.value }))}
          />
        </Field>
      ))}
      <Field label={t('common:deck')} hint={t('deckHint')} error={fieldError(send.error, '/deck')}>
        <input ref={deck} type="file" accept="application/pdf" />
      </Field>
      {send.error && (
        <p role="alert" className={styles.alert}>
          {errorText(send.error, t('common:errors.network'))}
        </p>
      )}
      <div>
        <Button type="submit" variant="primary" large disabled={send.isPending}>
          {t('send')}
        </Button>
      </div>
    </form>
  );
}
