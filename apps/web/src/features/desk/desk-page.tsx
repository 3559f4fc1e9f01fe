import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DeskEntry, Problem } from '@everexpo/contracts';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, get } from '../../lib/api/api.ts';
import { usePersonHere } from '../../lib/account/me.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Refusal } from '../../ui/feedback/refusal.tsx';
import { errorText } from '../../ui/feedback/states.tsx';
import { DeskTabs } from './desk-tabs.tsx';
import { EntryList } from './entry-list.tsx';
import { ImportPapers } from './import-papers.tsx';
import { PaperForm } from './paper/paper-form.tsx';
import type { QueuedPaper } from './paper/paper-queue.ts';
import { correctionOf, valuesOfPaper, type PaperValues } from './paper/paper-values.ts';
import { usePaperQueue } from './paper/use-paper-queue.ts';
import styles from './desk.module.css';

export default function DeskPage() {
  const { t } = useTranslation(['desk', 'common']);
  const person = usePersonHere();
  const staff = person?.roles.includes('staff');
  const { data: home } = useQuery({ queryKey: queryKeys.home(), queryFn: ({ signal }) => get('/home', { signal }) });
  return (
    <Page title={t('common:desk')} frame="list">
      <div>
        <h1>{t('common:desk')}</h1>
        <p className="muted">{t('lead')}</p>
      </div>
      {person !== undefined && !staff && <Refusal>{t('onlyStaff')}</Refusal>}
      {person && staff && home && <Desk personId={person.id} timeZone={home.edition.timeZone} />}
    </Page>
  );
}

function Desk({ personId, timeZone }: { personId: string; timeZone: string }) {
  const queries = useQueryClient();
  const [start, setStart] = useState<{ values: PaperValues; scan: File | null; index: number } | null>(null);
  const logged = useCallback(
    (_entry: DeskEntry | null) => void queries.invalidateQueries({ queryKey: queryKeys.desk() }),
    [queries],
  );
  const queue = usePaperQueue(personId, logged);
  const begin = (values: PaperValues, scan: File | null) =>
    setStart((known) => ({ values, scan, index: (known?.index ?? 0) + 1 }));
  async function takeBack(paper: QueuedPaper): Promise<void> {
    begin(valuesOfPaper(paper.form), new File([paper.scan], paper.scanName, { type: paper.scan.type }));
    await queue.drop(paper.key);
  }
  return (
    <>
      <DeskTabs />
      <Queue
        waiting={queue.waiting}
        refused={queue.refused}
        takeBack={(paper) => void takeBack(paper)}
        drop={(paper) => void queue.drop(paper.key)}
      />
      <PaperForm
        key={start?.index ?? 0}
        timeZone={timeZone}
        personId={personId}
        start={start}
        done={(entry) => {
          logged(entry);
          void queue.look();
        }}
      />
      <ImportPapers />
      <EntryList
        personId={personId}
        correct={(entry) => {
          begin(correctionOf(entry), null);
          window.scrollTo(0, 0);
        }}
      />
    </>
  );
}

/** A calm strip: what waits for the network, and what a person must look at. */
function Queue({
  waiting,
  refused,
  takeBack,
  drop,
}: {
  waiting: QueuedPaper[];
  refused: QueuedPaper[];
  takeBack: (paper: QueuedPaper) => void;
  drop: (paper: QueuedPaper) => void;
}) {
  const { t } = useTranslation(['desk', 'common']);
  const reasonOf = (problem: Partial<Problem>) => errorText(new ApiError(problem.status ?? 422, problem));
  return (
    <div role="status" className={styles.queue}>
      {waiting.length > 0 && <p className={styles.strip}>{t('waiting', { count: waiting.length })}</p>}
      {refused.map((paper) => (
        <div key={paper.key} className={styles.warning}>
          <span>
            <strong>{paper.form.title}</strong> {paper.refused && reasonOf(paper.refused)}
          </span>
          <div className={styles.entryActions}>
            <Button onClick={() => takeBack(paper)}>{t('takeBack')}</Button>
            <Button variant="quiet" onClick={() => drop(paper)}>
              {t('drop')}
            </Button>
          </div>
        </div>
      ))}
    </div>
  );
}
