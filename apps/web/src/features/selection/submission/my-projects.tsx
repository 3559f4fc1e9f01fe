import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { projectTransitions, type MyProject } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, fieldError, get } from '../../../lib/api/api.ts';
import { useFormats } from '../../../lib/format.ts';
import { useRole } from '../../../lib/account/me.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Button, ButtonLink } from '../../../ui/button.tsx';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { DateTimeInput } from '../../../ui/dates/date-input.tsx';
import { Field } from '../../../ui/field.tsx';
import { cardClass } from '../../../ui/page.tsx';
import { ErrorLine } from '../../../ui/feedback/states.tsx';
import { DeckStatus, isDrawing } from './deck-status.tsx';
import styles from '../selection.module.css';

const LOOK_AGAIN_MS = 3_000;

/** One's own projects with what was decided, and the answer that is asked for. */
export function MyProjects() {
  const { t } = useTranslation('selection');
  const owner = useRole('owner');
  const steward = useRole('steward');
  const { data } = useQuery({
    queryKey: queryKeys.myProjects(),
    queryFn: ({ signal }) => get('/my-projects', { signal }),
    enabled: owner || steward,
    refetchInterval: ({ state }) => state.data?.items.some(({ deck }) => deck && isDrawing(deck)) && LOOK_AGAIN_MS,
  });
  if (!owner && !steward) return null;
  return (
    <section id="my-projects">
      <div className={styles.head}>
        <h2>{t('mine')}</h2>
        <ButtonLink to="/submit">{t('submit')}</ButtonLink>
      </div>
      <ul className={styles.list}>
        {data?.items.map((item) => (
          <Item key={item.project.id} item={item} />
        ))}
      </ul>
    </section>
  );
}

function Item({ item }: { item: MyProject }) {
  const { t } = useTranslation(['selection', 'common']);
  const { pick } = useFormats();
  const queries = useQueryClient();
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const answer = useMutation({
    mutationFn: (confirmed: boolean) => {
      const unavailable =
        confirmed && from && until
          ? [{ startsAt: new Date(from).toISOString(), endsAt: new Date(until).toISOString() }]
          : [];
      return api('PUT', '/projects/{id}/acceptance', {
        path: { id: item.project.id },
        body: { confirmed, unavailable },
      });
    },
    onSuccess: () => void queries.invalidateQueries({ queryKey: queryKeys.myProjects() }),
  });
  const may = projectTransitions[item.status];
  return (
    <li className={`${cardClass} ${styles.item}`}>
      <div className={styles.head}>
        <Link to={`/projects/${item.project.id}`}>
          <strong>{pick(item.project.titleZh, item.project.titleEn)}</strong>
        </Link>
        <span className={styles.status}>{t(`status.${item.status}`)}</span>
      </div>
      {item.letter && <p className={styles.letter}>{item.letter}</p>}
      {item.deck && <DeckStatus projectId={item.project.id} deck={item.deck} />}
      {may.confirmed === 'owner' && (
        <div className={styles.two}>
          <Field label={t('awayFrom')} hint={t('awayHint')}>
            <DateTimeInput value={from} onChange={setFrom} />
          </Field>
          <Field label={t('awayUntil')} error={fieldError(answer.error, '/unavailable/0/endsAt')}>
            <DateTimeInput value={until} onChange={setUntil} />
          </Field>
        </div>
      )}
      <div className={styles.actions}>
        {may.confirmed === 'owner' && (
          <Button variant="primary" disabled={answer.isPending} onClick={() => answer.mutate(true)}>
            {t('confirm')}
          </Button>
        )}
        {item.status === 'accepted' && (
          <ConfirmButton
            variant="quiet"
            disabled={answer.isPending}
            confirm={t('confirmWithdraw')}
            act={() => answer.mutate(false)}
          >
            {t('withdraw')}
          </ConfirmButton>
        )}
        {item.hasDeck && (
          <a href={`/api/projects/${item.project.id}/deck`} target="_blank" rel="noreferrer">
            {t('seeDeck')}
          </a>
        )}
      </div>
      <ErrorLine error={answer.error} />
    </li>
  );
}
