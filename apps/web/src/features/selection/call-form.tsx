import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Call, CallQuestion, Criterion } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, fieldError } from '../../lib/api.ts';
import { localInput } from '../../lib/local-input.ts';
import { useRole } from '../../lib/me.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { Check, Field } from '../../ui/field.tsx';
import { cardClass } from '../../ui/page.tsx';
import { errorText } from '../../ui/states.tsx';
import styles from './selection.module.css';

const WEEKS = 7 * 86_400_000;

/** When projects may be handed in, what is asked, and what reviewers look at. */
export function CallForm({ editionId, call }: { editionId: string; call: Call | null }) {
  const { t } = useTranslation(['selection', 'common']);
  const { dayAndTime } = useFormats();
  const organizer = useRole('organizer');
  const queries = useQueryClient();
  const [opensAt, setOpensAt] = useState(() => localInput(call?.opensAt ?? new Date().toISOString()));
  const [closesAt, setClosesAt] = useState(() =>
    localInput(call?.closesAt ?? new Date(Date.now() + 6 * WEEKS).toISOString()),
  );
  const [questions, setQuestions] = useState<CallQuestion[]>(call?.questions ?? []);
  const [criteria, setCriteria] = useState<Criterion[]>(
    call?.criteria ?? [
      { id: 'novelty', zh: '创新性', en: 'Novelty', weight: 50 },
      { id: 'market', zh: '市场前景', en: 'Market', weight: 50 },
    ],
  );
  const save = useMutation({
    mutationFn: () =>
      api('PUT', '/editions/{edition}/call', {
        path: { edition: editionId },
        body: {
          opensAt: new Date(opensAt).toISOString(),
          closesAt: new Date(closesAt).toISOString(),
          questions,
          criteria,
        },
      }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: queryKeys.call(editionId) }),
  });
  const question = (at: number, part: Partial<CallQuestion>) =>
    setQuestions((known) => known.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const criterion = (at: number, part: Partial<Criterion>) =>
    setCriteria((known) => known.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <details className={cardClass}>
      <summary>
        <strong>{t('call')}</strong>{' '}
        <span className="small muted">
          {call
            ? t('callTimes', {
                from: dayAndTime(call.opensAt, call.timeZone),
                until: dayAndTime(call.closesAt, call.timeZone),
                zone: call.timeZone,
              })
            : t('noCallYet')}
        </span>
      </summary>
      {organizer && (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <div className={styles.two}>
            <Field label={t('opensAt')}>
              <input
                type="datetime-local"
                required
                value={opensAt}
                onChange={(event) => setOpensAt(event.target.value)}
              />
            </Field>
            <Field label={t('closesAt')} error={fieldError(save.error, '/closesAt')}>
              <input
                type="datetime-local"
                required
                value={closesAt}
                onChange={(event) => setClosesAt(event.target.value)}
              />
            </Field>
          </div>
          <h3>{t('questions')}</h3>
          {questions.map((one, at) => (
            <div key={one.id} className={styles.two}>
              <Field label={t('inChinese')} error={fieldError(save.error, `/questions/${at}/zh`)}>
                <input required value={one.zh} onChange={(event) => question(at, { zh: event.target.value })} />
              </Field>
              <Field label={t('inEnglish')} error={fieldError(save.error, `/questions/${at}/en`)}>
                <input required value={one.en} onChange={(event) => question(at, { en: event.target.value })} />
              </Field>
              <Check
                label={t('required')}
                checked={one.required}
                onChange={(event) => question(at, { required: event.target.checked })}
              />
              <Button variant="quiet" onClick={() => setQuestions((known) => known.filter((_, index) => index !== at))}>
                {t('common:delete')}
              </Button>
            </div>
          ))}
          <div>
            <Button
              onClick={() =>
                setQuestions((known) => [
                  ...known,
                  { id: `q${Date.now().toString(36)}`, zh: '', en: '', required: false },
                ])
              }
            >
              {t('addQuestion')}
            </Button>
          </div>
          <h3>{t('criteria')}</h3>
          {criteria.map((one, at) => (
            <div key={one.id} className={styles.two}>
              <Field label={t('inChinese')} error={fieldError(save.error, `/criteria/${at}/zh`)}>
                <input required value={one.zh} onChange={(event) => criterion(at, { zh: event.target.value })} />
              </Field>
              <Field label={t('inEnglish')} error={fieldError(save.error, `/criteria/${at}/en`)}>
                <input required value={one.en} onChange={(event) => criterion(at, { en: event.target.value })} />
              </Field>
              <Field label={t('common:weight')} error={fieldError(save.error, `/criteria/${at}/weight`)}>
                <input
                  type="number"
                  min={1}
                  max={100}
                  value={one.weight}
                  onChange={(event) => criterion(at, { weight: Number(event.target.value) })}
                />
              </Field>
              <Button
                variant="quiet"
                disabled={criteria.length === 1}
                onClick={() => setCriteria((known) => known.filter((_, index) => index !== at))}
              >
                {t('common:delete')}
              </Button>
            </div>
          ))}
          <div className={styles.actions}>
            <Button
              onClick={() =>
                setCriteria((known) => [...known, { id: `c${Date.now().toString(36)}`, zh: '', en: '', weight: 10 }])
              }
            >
              {t('addCriterion')}
            </Button>
            <Button type="submit" variant="primary" disabled={save.isPending}>
              {t('common:save')}
            </Button>
            <span role="status" className="small">
              {save.data && t('common:saved')}
            </span>
          </div>
          {save.error && (
            <p role="alert" className={styles.alert}>
              {errorText(save.error, t('common:errors.network'))}
            </p>
          )}
        </form>
      )}
    </details>
  );
}
