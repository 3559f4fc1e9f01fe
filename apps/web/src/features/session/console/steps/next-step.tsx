import type { SessionDetail } from '@everexpo/contracts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../../lib/format.ts';
import { Button } from '../../../../ui/button.tsx';
import { useSession } from '../../feed/session-feed.tsx';
import { nextPitch } from '../../running-order/on-now.tsx';
import type { Step, TakeStep } from './step.ts';
import { usePresenters } from '../use-presenters.ts';
import styles from './steps.module.css';

const ARMED_MS = 5_000;

interface NextStep {
  /** Takes the step, or asks once more; undefined while there is nothing to go on to. */
  goOn: (() => void) | undefined;
  /** The next presenter, where they are not here. */
  absent: string | undefined;
  /** Asked once more: the next press starts without them. */
  asked: boolean;
}

/**
 * The next pitch is one press away; where its presenter is neither in the green room nor in the hall, a second one
 * within five seconds, without a dialog in the way.
 */
export function useNextStep(session: SessionDetail, pending: Step['action'] | null, take: TakeStep): NextStep {
  const { pick } = useFormats();
  const { stage } = useSession();
  const { presenters } = usePresenters(session.id);
  const next = nextPitch(session, stage);
  const [armed, setArmed] = useState<string | null>(null);
  useEffect(() => {
    if (!armed) return;
    const timer = setTimeout(() => setArmed(null), ARMED_MS);
    return () => clearTimeout(timer);
  }, [armed]);
  const presenter = presenters.find(({ pitchId }) => pitchId === next?.id);
  const missing = presenter && !presenter.present && !presenter.inHall && session.room.mode !== 'onsite';
  const absent = missing ? pick(presenter.name, presenter.nameEn) : undefined;
  const asked = missing === true && armed === next?.id;
  const press = () => {
    if (missing && !asked) return setArmed(next?.id ?? null);
    setArmed(null);
    take({ action: 'next', confirmAbsent: missing });
  };
  return { goOn: next !== undefined && pending !== 'next' ? press : undefined, absent, asked };
}

interface ButtonProps {
  session: SessionDetail;
  step: NextStep;
  /** The key that does the same. */
  keyName?: string;
}

/** Who comes next stands under it, or that they have not come. */
export function NextButton({ session, step: { goOn, absent, asked }, keyName }: ButtonProps) {
  const { t } = useTranslation('console');
  const { pick } = useFormats();
  const { stage } = useSession();
  const next = nextPitch(session, stage);
  return (
    <div className={styles.forward}>
      <Button
        variant="primary"
        large
        className={`${styles.next} ${asked ? styles.asked : ''}`}
        aria-keyshortcuts={keyName}
        disabled={!goOn}
        onClick={goOn}
      >
        {asked && absent !== undefined ? t('confirmNext', { name: absent }) : t('next')}
        {keyName && (
          <kbd className={styles.key} aria-hidden="true">
            {keyName}
          </kbd>
        )}
      </Button>
      <p className={`${styles.coming} ${absent === undefined ? '' : styles.absent}`} role="status">
        {absent !== undefined
          ? t('nextAbsent', { name: absent })
          : next
            ? pick(next.project.titleZh, next.project.titleEn)
            : t('over')}
      </p>
    </div>
  );
}
