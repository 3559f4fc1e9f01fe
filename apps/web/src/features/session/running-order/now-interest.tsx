import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../../lib/api/api.ts';
import { useRole } from '../../../lib/account/me.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Button } from '../../../ui/button.tsx';
import { InterestButton } from '../../negotiation/index.ts';
import styles from './running-order.module.css';

/**
 * The investor's button for the pitch that is on. Once the interest is said, what follows on it, room, time and a word
 * to the owner, is a panel of its own: it is there at once, and goes when it is no longer wanted.
 */
export function NowInterest({ projectId }: { projectId: string }) {
  const { t } = useTranslation(['interest', 'common']);
  const { said, open, setOpen } = useInterestPanel(projectId);
  if (!said)
    return (
      <div className={styles.interest}>
        <InterestButton projectId={projectId} />
      </div>
    );
  return (
    <div className={styles.interest}>
      <Button aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('express')}
      </Button>
      {open && (
        <div
          className={styles.panel}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setOpen(false);
          }}
        >
          <InterestButton projectId={projectId} />
        </div>
      )}
    </div>
  );
}

/** Open once the interest has been said here; closed where it had been said before. */
function useInterestPanel(projectId: string) {
  const investor = useRole('investor');
  const { data } = useQuery({
    queryKey: queryKeys.interests('mine', projectId),
    queryFn: ({ signal }) => get('/projects/{id}/interests/mine', { path: { id: projectId }, signal }),
    enabled: investor,
  });
  const said = Boolean(data?.interest);
  const before = useRef<boolean | null>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!data) return;
    if (before.current === false && said) setOpen(true);
    before.current = said;
  }, [data, said]);
  return { said, open, setOpen };
}
