import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Score, SolveRun } from '@everexpo/contracts';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, get } from '../../../lib/api/api.ts';
import { useFormats } from '../../../lib/format.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { useServerEvent } from '../../../lib/realtime/socket.tsx';
import { thisPage } from '../../../lib/realtime/this-page.ts';
import { Button } from '../../../ui/button.tsx';
import { Check, Field } from '../../../ui/field.tsx';
import { ErrorLine, Notice } from '../../../ui/feedback/states.tsx';
import { ruleLabel } from '../rule-labels.ts';
import { ScoreCurve } from './score-curve.tsx';
import styles from '../prepare.module.css';
import { useTakeEdit } from '../use-draft.ts';

type Point = { seconds: number; score: Score };

/** The solver: one curve, what it cannot do, and the choice to take its timetable or not. */
export function SolverPanel({ editionId }: { editionId: string }) {
  const { t } = useTranslation(['prepare', 'common']);
  const { take, failed } = useTakeEdit(editionId);
  const [seconds, setSeconds] = useState(20);
  const [warm, setWarm] = useState(true);
  const { run, points, moves, follow, forget } = useSolveRun();
  const start = useMutation({
    mutationFn: () =>
      api('POST', '/editions/{edition}/draft/solve', { path: { edition: editionId }, body: { seconds, warm } }),
    onMutate: forget,
    onSuccess: follow,
  });
  const cancel = useMutation({
    mutationFn: () => api('POST', '/solve-runs/{id}/cancel', { path: { id: run?.id ?? '' } }),
  });
  const adopt = useMutation({
    mutationFn: () => api('POST', '/solve-runs/{id}/adopt', { path: { id: run?.id ?? '' }, body: { page: thisPage } }),
    onSuccess: async (edit) => {
      await take(edit);
      forget();
    },
    onError: failed,
  });
  const running = run?.state === 'running';
  const error = start.error ?? adopt.error ?? cancel.error;
  const ready = run && !running && run.score && !run.adopted;
  return (
    <section className={styles.panel} aria-label={t('solver')}>
      <p className="small muted">{t('solverLead')}</p>
      <div className={styles.two}>
        <Field label={t('seconds')}>
          <input
            type="number"
            min={1}
            max={300}
            value={seconds}
            disabled={running}
            onChange={(event) => setSeconds(Number(event.target.value))}
          />
        </Field>
        <Check label={t('warm')} checked={warm} onChange={(event) => setWarm(event.target.checked)} />
      </div>
      <div className={styles.actions}>
        {running ? (
          <Button onClick={() => cancel.mutate()}>{t('common:cancel')}</Button>
        ) : (
          <Button variant="primary" disabled={start.isPending} onClick={() => start.mutate()}>
            {t('solve')}
          </Button>
        )}
        {ready && (
          <Button variant="primary" disabled={adopt.isPending} onClick={() => adopt.mutate()}>
            {t('adopt', { count: run.moved })}
          </Button>
        )}
      </div>
      {points.length > 0 && <ScoreCurve points={points} />}
      {run && <RunStatus run={run} moves={moves} last={points.at(-1)} />}
      {run?.impossible.map((thing) => (
        <Impossible key={thing.sessions.join()} thing={thing} />
      ))}
      <ErrorLine error={error} />
    </section>
  );
}

/** One run, followed over the socket; asking now and then covers a page that was offline at its end. */
function useSolveRun() {
  const queries = useQueryClient();
  const [runId, setRunId] = useState<string | null>(null);
  const [live, setLive] = useState<{ points: Point[]; moves: number }>({ points: [], moves: 0 });
  const { data: run } = useQuery({
    queryKey: queryKeys.solveRun(runId),
    queryFn: ({ signal }) => get('/solve-runs/{id}', { path: { id: runId ?? '' }, signal }),
    enabled: runId !== null,
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 3_000 : false),
  });
  useServerEvent(
    'solve:progress',
    useCallback((progress) => {
      setRunId((known) => known ?? progress.runId);
      setLive((known) => ({
        points: [...known.points, { seconds: progress.seconds, score: progress.score }],
        moves: progress.moves,
      }));
    }, []),
  );
  useServerEvent(
    'solve:finished',
    useCallback((finished) => queries.setQueryData(queryKeys.solveRun(finished.id), finished), [queries]),
  );
  const follow = (started: SolveRun) => {
    queries.setQueryData(queryKeys.solveRun(started.id), started);
    setRunId(started.id);
  };
  const forget = () => {
    setRunId(null);
    setLive({ points: [], moves: 0 });
  };
  const known = runId === null ? undefined : run;
  return {
    run: known,
    points: known && known.state !== 'running' ? known.curve : live.points,
    moves: live.moves,
    follow,
    forget,
  };
}

function RunStatus({ run, moves, last }: { run: SolveRun; moves: number; last: Point | undefined }) {
  const { t } = useTranslation('prepare');
  const { count } = useFormats();
  const words = {
    running: t('running', { count: moves }),
    cancelled: t('cancelled'),
    failed: t('failed'),
    done: t('finished'),
  };
  return (
    <div role="status" className="small figures">
      {words[run.state]}
      {last && (
        <div>
          {t('score', {
            hard: count(last.score.hard),
            medium: count(last.score.medium),
            soft: count(last.score.soft),
          })}
        </div>
      )}
    </div>
  );
}

function Impossible({ thing }: { thing: SolveRun['impossible'][number] }) {
  const { t } = useTranslation('prepare');
  const { label, list } = useFormats();
  return (
    <Notice>
      <strong>{t(`impossible.${thing.reason}`, { n: thing.sessions.length, count: thing.cells })}</strong>
      <span className="small">{list(thing.sessions.slice(0, 12))}</span>
      <span className="small muted">{list(thing.constraints.map((name) => label(ruleLabel(name))))}</span>
    </Notice>
  );
}
