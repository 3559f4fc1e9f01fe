import type { Meeting } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { hasOwnPageBefore } from '../../lib/realtime/own-page-before.ts';
import { Button } from '../../ui/button.tsx';
import { errorText } from '../../ui/feedback/states.tsx';
import { RequestForm } from '../meetings/index.ts';
import { useOpenMeeting } from './interest/use-open-meeting.ts';
import styles from './negotiation.module.css';

/**
 * What follows a meeting that did not come about, for either side and however late: ring, agree on a time, or go back.
 */
export function TryAgain({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation(['negotiation', 'common']);
  const navigate = useNavigate();
  const open = useOpenMeeting();
  const [asking, setAsking] = useState(false);
  const goTo = ({ id }: Meeting) => void navigate(`/negotiations/${id}`, { replace: true });
  return (
    <>
      <div className={styles.again}>
        <Button
          variant="primary"
          disabled={open.isPending}
          onClick={() => open.mutate(meeting.interestId, { onSuccess: goTo })}
        >
          {t('ringAgain')}
        </Button>
        <Button aria-expanded={asking} onClick={() => setAsking(!asking)}>
          {t('common:requestMeeting')}
        </Button>
        <Button variant="quiet" onClick={() => void (hasOwnPageBefore() ? navigate(-1) : navigate('/mine'))}>
          {t('back')}
        </Button>
      </div>
      {open.error && <p role="alert">{errorText(open.error)}</p>}
      {asking && <RequestForm interestId={meeting.interestId} close={() => setAsking(false)} sent={goTo} />}
    </>
  );
}
