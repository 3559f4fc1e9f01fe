import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { agreementKindLabels, type Ceremony, type CeremonyItem } from '@everexpo/contracts';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, get, isLost } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { useServerEvent } from '../../lib/realtime/socket.tsx';
import { useWatch } from '../../lib/realtime/watch.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { cardClass, Page } from '../../ui/page.tsx';
import { isRefused, Refusal } from '../../ui/feedback/refusal.tsx';
import { Empty, errorText, Failure, Skeleton } from '../../ui/feedback/states.tsx';
import { DeskTabs } from './desk-tabs.tsx';
import styles from './desk.module.css';

/** Leads the signing ceremony: its order, whom it calls on stage, what the big screens show. */
export default function CeremonyPage() {
  const { t } = useTranslation(['desk', 'common']);
  const queries = useQueryClient();
  const { data: ceremony, error } = useQuery({
    queryKey: queryKeys.ceremony(),
    queryFn: ({ signal }) => get('/ceremony', { signal }),
    retry: false,
  });
  const { data: home } = useQuery({ queryKey: queryKeys.home(), queryFn: ({ signal }) => get('/home', { signal }) });
  useWatch('edition', home?.edition.id, { refetch: [queryKeys.ceremony()] });
  const refresh = useCallback(() => queries.invalidateQueries({ queryKey: queryKeys.ceremony() }), [queries]);
  useServerEvent(
    'ceremony:changed',
    useCallback(() => void refresh(), [refresh]),
  );
  const act = useMutation({
    mutationFn: (ask: (revision: number) => Promise<Ceremony>) => ask(ceremony?.revision ?? 0),
    onSuccess: (fresh) => queries.setQueryData(queryKeys.ceremony(), fresh),
    onError: refresh,
    onSettled: () => queries.invalidateQueries({ queryKey: queryKeys.ceremonyCandidates() }),
  });
  if (isRefused(error))
    return (
      <Page title={t('common:ceremony')} frame="reading">
        <h1>{t('common:ceremony')}</h1>
        <Refusal error={error}>{t('ceremony.only')}</Refusal>
      </Page>
    );
  if (isLost(error, ceremony))
    return (
      <Page title={t('common:ceremony')} frame="reading">
        <Failure error={error} />
      </Page>
    );
  if (!ceremony)
    return (
      <Page title={t('common:ceremony')} frame="reading">
        <Skeleton height={400} />
      </Page>
    );
  const ids = ceremony.items.map(({ agreementId }) => agreementId);
  const order = (agreementIds: string[]) =>
    act.mutate((revision) => api('PUT', '/ceremony/order', { body: { revision, agreementIds } }));
  const call = (agreementId: string | null) =>
    act.mutate((revision) => api('POST', '/ceremony/call', { body: { revision, agreementId } }));
  const at = ids.indexOf(ceremony.current ?? '');
  const next = ceremony.items[at + 1];
  return (
    <Page title={t('common:ceremony')} frame="reading">
      <div>
        <h1>{t('common:ceremony')}</h1>
        <p className="muted">{t('ceremony.lead')}</p>
      </div>
      <DeskTabs />
      {act.error && <p role="alert">{errorText(act.error)}</p>}
      <section className={`${cardClass} ${styles.lead}`}>
        <p>
          {t('ceremony.screen')}
          {t('common:colon')}
          <strong>{t(`ceremony.mode.${ceremony.mode}`)}</strong>
        </p>
        <div className={styles.entryActions}>
          <ButtonLink to="/wall" target="_blank">
            {t('ceremony.openScreen')}
          </ButtonLink>
          <Button
            onClick={() =>
              act.mutate((revision) =>
                api('PUT', '/ceremony/screen', {
                  body: { revision, mode: ceremony.mode === 'wall' ? 'ceremony' : 'wall' },
                }),
              )
            }
          >
            {t(`ceremony.switchTo.${ceremony.mode === 'wall' ? 'ceremony' : 'wall'}`)}
          </Button>
          {ceremony.current && <Button onClick={() => call(null)}>{t('ceremony.clear')}</Button>}
        </div>
        <Button
          variant="primary"
          large
          disabled={!next || act.isPending}
          onClick={() => next && call(next.agreementId)}
        >
          {next ? t('ceremony.next', { title: next.title }) : t('ceremony.over')}
        </Button>
      </section>
      {ceremony.items.length === 0 && <Empty>{t('ceremony.empty')}</Empty>}
      <ol className={styles.list}>
        {ceremony.items.map((item, index) => (
          <Item
            key={item.agreementId}
            item={item}
            current={item.agreementId === ceremony.current}
            call={() => call(item.agreementId)}
            move={(by) => order(moved(ids, index, by))}
            remove={() => order(ids.filter((id) => id !== item.agreementId))}
          />
        ))}
      </ol>
      <Candidates add={(id) => order([...ids, id])} />
    </Page>
  );
}

function moved(ids: string[], from: number, by: number): string[] {
  const to = from + by;
  if (to < 0 || to >= ids.length) return ids;
  const rest = ids.filter((_, index) => index !== from);
  return [...rest.slice(0, to), ids[from] as string, ...rest.slice(to)];
}

interface ItemProps {
  item: CeremonyItem;
  current: boolean;
  call: () => void;
  move: (by: number) => void;
  remove: () => void;
}

function Item({ item, current, call, move, remove }: ItemProps) {
  const { t } = useTranslation(['desk', 'common']);
  const { label } = useFormats();
  return (
    <li className={`${cardClass} ${styles.entry}`} aria-current={current}>
      <div>
        <p className="small muted">
          {item.position} · {label(agreementKindLabels[item.kind])} ·{' '}
          {current ? t('common:onStage') : item.doneAt ? t('ceremony.done') : t('ceremony.toCome')}
        </p>
        <p>
          <strong>{item.title}</strong> {item.number && <span className={styles.number}>{item.number}</span>}
        </p>
        <p className="small">{item.parties.join(' · ')}</p>
      </div>
      <div className={styles.entryActions}>
        {!current && <Button onClick={call}>{t('ceremony.call')}</Button>}
        <Button variant="quiet" aria-label={t('ceremony.up', { title: item.title })} onClick={() => move(-1)}>
          ↑
        </Button>
        <Button variant="quiet" aria-label={t('ceremony.down', { title: item.title })} onClick={() => move(1)}>
          ↓
        </Button>
        <Button variant="quiet" aria-label={t('ceremony.remove', { title: item.title })} onClick={remove}>
          ✕
        </Button>
      </div>
    </li>
  );
}

function Candidates({ add }: { add: (id: string) => void }) {
  const { t } = useTranslation('desk');
  const [typed, setTyped] = useState('');
  const { data } = useQuery({
    queryKey: queryKeys.ceremonyCandidates(typed),
    queryFn: ({ signal }) => get('/ceremony/candidates', { query: { q: typed }, signal }),
  });
  return (
    <section className={cardClass}>
      <h2>{t('ceremony.candidates')}</h2>
      <Field label={t('ceremony.find')}>
        <input type="search" maxLength={80} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Field>
      <ul className={styles.list}>
        {data?.items.slice(0, 12).map((item) => (
          <li key={item.agreementId} className={styles.entry}>
            <span>
              {item.number && <span className={styles.number}>{item.number}</span>} {item.title}
              <span className="small muted"> {item.parties.join(' · ')}</span>
            </span>
            <Button onClick={() => add(item.agreementId)}>{t('ceremony.add')}</Button>
          </li>
        ))}
      </ul>
      {data?.items.length === 0 && <p className="muted">{t('ceremony.noCandidates')}</p>}
    </section>
  );
}
