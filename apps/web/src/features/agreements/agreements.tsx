import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Agreement, Meeting } from '@everexpo/contracts';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../lib/api.ts';
import { useServerEvent } from '../../lib/socket.tsx';
import { Button } from '../../ui/button.tsx';
import { AgreementPaper } from './agreement-paper.tsx';
import { DraftForm } from './draft-form.tsx';
import styles from './agreements.module.css';

/** The agreements of a meeting, from draft to certificate, beside the two sides. */
export function Agreements({ meeting, meId }: { meeting: Meeting; meId: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [drafting, setDrafting] = useState(false);
  const { data } = useQuery({ queryKey: ['agreements', meeting.id], queryFn: ({ signal }) => get<Agreement[]>(`/meetings/${meeting.id}/agreements`, signal) });
  useServerEvent('agreement:changed', useCallback(() => void queries.invalidateQueries({ queryKey: ['agreements', meeting.id] }), [queries, meeting.id]));
  return (
    <section className={styles.panel} aria-label={t('agreement.title')}>
      {data?.map((agreement) => <AgreementPaper key={agreement.id} agreement={agreement} meeting={meeting} meId={meId} />)}
      {drafting ? (
        <DraftForm meeting={meeting} close={() => setDrafting(false)} />
      ) : (
        <div><Button onClick={() => setDrafting(true)}>{t('room.toAgreement')}</Button></div>
      )}
    </section>
  );
}
