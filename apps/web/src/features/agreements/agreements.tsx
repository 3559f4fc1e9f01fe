import { useQuery } from '@tanstack/react-query';
import type { Meeting } from '@everexpo/contracts';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../lib/api/api.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { useServerEvent } from '../../lib/realtime/socket.tsx';
import { Button } from '../../ui/button.tsx';
import { AgreementPaper } from './agreement-paper.tsx';
import { DraftForm } from './terms/draft-form.tsx';
import { useRefreshAgreements } from './actions/use-agreement-act.ts';
import styles from './agreements.module.css';

/** The agreements of a meeting, from draft to certificate, beside the two sides. */
interface AgreementsProps {
  meeting: Meeting;
  meId: string;
  /** What the term sheet says now. */
  sheet: string;
  /** The text a draft begins with, once the sheet has been turned into one. */
  start: string | null;
  begin: () => void;
}

export function Agreements({ meeting, meId, sheet, start, begin }: AgreementsProps) {
  const { t } = useTranslation('agreements');
  const refresh = useRefreshAgreements();
  const [drafting, setDrafting] = useState(false);
  const { data } = useQuery({
    queryKey: queryKeys.agreements(meeting.id),
    queryFn: ({ signal }) => get('/meetings/{id}/agreements', { path: { id: meeting.id }, signal }),
  });
  useServerEvent(
    'agreement:changed',
    useCallback(() => void refresh(), [refresh]),
  );
  return (
    <section className={styles.panel} aria-label={t('title')}>
      {data?.map((agreement) => (
        <AgreementPaper key={agreement.id} agreement={agreement} meId={meId} />
      ))}
      {drafting ? (
        <DraftForm meeting={meeting} terms={start ?? ''} close={() => setDrafting(false)} />
      ) : (
        <div>
          <Button
            onClick={() => {
              begin();
              setDrafting(true);
            }}
          >
            {sheet ? t('sheetToAgreement') : t('draft')}
          </Button>
        </div>
      )}
    </section>
  );
}
