import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Decision, ProjectStatus, type Call, type Submission } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, get } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useFilterParams } from '../../lib/filter-params.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { cardClass, Page } from '../../ui/page.tsx';
import { Empty, ErrorLine, Failure, Notice, Skeleton } from '../../ui/feedback/states.tsx';
import { TrackBadge } from '../../ui/badges.tsx';
import { CallForm } from './call-form.tsx';
import { ReviewForm } from './review-form.tsx';
import styles from './selection.module.css';

/** Statuses from which an organizer's decision leads on. */
const DECIDABLE: ReadonlySet<ProjectStatus> = new Set(['submitted', 'waitlisted', 'accepted', 'declined']);

/** The selection: the call, what came in by score, one's own review, and decisions over many at once. */
export default function SelectionPage() {
  const { t } = useTranslation(['selection', 'common']);
  const { edition = '' } = useParams();
  const { params, set } = useFilterParams();
  const status = ProjectStatus.options.find((one) => one === params.get('status')) ?? 'submitted';
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { data: called } = useQuery({
    queryKey: queryKeys.call(edition),
    queryFn: ({ signal }) => get('/editions/{edition}/call', { path: { edition }, signal }),
  });
  const { data, error, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: queryKeys.submissions(edition, status),
    queryFn: ({ pageParam, signal }) =>
      get('/editions/{edition}/submissions', {
        path: { edition },
        query: { status, limit: 24, cursor: pageParam },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const counts = data?.pages[0]?.counts;
  const toggle = (id: string) =>
    setChosen((known) => (known.has(id) ? new Set([...known].filter((one) => one !== id)) : new Set([...known, id])));
  return (
    <Page title={t('common:selection')} frame="list">
      <div>
        <p className="small">
          <Link to={`/prepare/${edition}`}>{t('common:backToPlanning')}</Link>
        </p>
        <h1>{t('common:selection')}</h1>
      </div>
      {called && <CallForm key={edition} editionId={edition} call={called.call} />}
      <div className={styles.tabs} role="group" aria-label={t('byStatus')}>
        {ProjectStatus.options.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === status}
            onClick={() => {
              set('status', one);
              setChosen(new Set());
            }}
          >
            {t(`status.${one}`)} <span className="figures muted">{counts?.[one] ?? 0}</span>
          </button>
        ))}
      </div>
      {error && <Failure error={error} />}
      <Waiting loading={!data && !error} empty={data !== undefined && items.length === 0} />
      <ul className={styles.list}>
        {items.map((item) => (
          <Row
            key={item.project.id}
            item={item}
            call={called?.call ?? null}
            editionId={edition}
            chosen={chosen.has(item.project.id)}
            toggle={() => toggle(item.project.id)}
          />
        ))}
      </ul>
      {hasNextPage && (
        <div>
          <Button onClick={() => void fetchNextPage()}>{t('common:more')}</Button>
        </div>
      )}
      {DECIDABLE.has(status) && (
        <DecisionForm
          editionId={edition}
          chosen={chosen}
          done={() => setChosen(new Set())}
          chooseAll={() => setChosen(new Set(items.map((item) => item.project.id)))}
        />
      )}
    </Page>
  );
}

function Waiting({ loading, empty }: { loading: boolean; empty: boolean }) {
  const { t } = useTranslation('selection');
  if (loading) return <Skeleton height={320} />;
  return empty ? <Empty>{t('none')}</Empty> : null;
}

interface RowProps {
  item: Submission;
  call: Call | null;
  editionId: string;
  chosen: boolean;
  toggle: () => void;
}

function Row({ item, call, editionId, chosen, toggle }: RowProps) {
  const { t } = useTranslation('selection');
  const { pick, count } = useFormats();
  const [open, setOpen] = useState(false);
  const title = pick(item.project.titleZh, item.project.titleEn);
  return (
    <li className={`${cardClass} ${styles.item}`}>
      <div className={styles.head}>
        <label className={styles.choose}>
          <input type="checkbox" checked={chosen} onChange={toggle} />
          <strong>{title}</strong>
        </label>
        <span className="figures">
          {item.score === null ? t('noScore') : t('scored', { score: count(item.score), count: item.reviews })}
        </span>
      </div>
      <p className="small muted">
        <TrackBadge track={item.project.track} /> {item.ownerName} ·{' '}
        {pick(item.project.organisation.nameZh, item.project.organisation.nameEn)}
      </p>
      <div className={styles.actions}>
        <Button variant="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {item.mine ? t('myReview') : t('review')}
        </Button>
        {item.hasDeck && (
          <a href={`/api/projects/${item.project.id}/deck`} target="_blank" rel="noreferrer">
            {t('seeDeck')}
          </a>
        )}
      </div>
      {open && (
        <>
          <p>{pick(item.summaryZh, item.summaryEn)}</p>
          {call?.questions
            .filter((question) => item.answers[question.id])
            .map((question) => (
              <p key={question.id} className="small">
                <strong>{pick(question.zh, question.en)}</strong>
                <br />
                {item.answers[question.id]}
              </p>
            ))}
          {item.conflict ? (
            <Notice>{t('conflict')}</Notice>
          ) : (
            call && <ReviewForm editionId={editionId} item={item} criteria={call.criteria} />
          )}
        </>
      )}
    </li>
  );
}

function DecisionForm({
  editionId,
  chosen,
  done,
  chooseAll,
}: {
  editionId: string;
  chosen: ReadonlySet<string>;
  done: () => void;
  chooseAll: () => void;
}) {
  const { t } = useTranslation(['selection', 'common']);
  const queries = useQueryClient();
  const [decision, setDecision] = useState<Decision>('accepted');
  const [letter, setLetter] = useState<string | null>(null);
  const text = letter ?? t(`letters.${decision}`);
  const decide = useMutation({
    mutationFn: () =>
      api('POST', '/editions/{edition}/decisions', {
        path: { edition: editionId },
        body: { projectIds: [...chosen], decision, letter: text },
      }),
    onSuccess: () => {
      done();
      void queries.invalidateQueries({ queryKey: queryKeys.submissions(editionId) });
    },
  });
  return (
    <form
      className={`${cardClass} ${styles.form}`}
      onSubmit={(event) => {
        event.preventDefault();
        decide.mutate();
      }}
    >
      <h2>{t('decide', { count: chosen.size })}</h2>
      <div className={styles.actions}>
        <Button onClick={chooseAll}>{t('chooseAll')}</Button>
      </div>
      <Field label={t('decision')}>
        <select
          value={decision}
          onChange={(event) => {
            setDecision(Decision.parse(event.target.value));
            setLetter(null);
          }}
        >
          {Decision.options.map((one) => (
            <option key={one} value={one}>
              {t(`status.${one}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('letter')} hint={t('letterHint')}>
        <textarea required rows={4} maxLength={4000} value={text} onChange={(event) => setLetter(event.target.value)} />
      </Field>
      <div>
        <Button type="submit" variant="primary" disabled={chosen.size === 0 || decide.isPending}>
          {t('sendDecision')}
        </Button>
      </div>
      <div role="status">{decide.data && <Notice gold>{t('decided', { count: decide.data.decided })}</Notice>}</div>
      <ErrorLine error={decide.error} />
    </form>
  );
}
