import type { SessionDetail } from '@everexpo/contracts';
import { ClockPlus, Pause, Play, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../../../lib/time/clock.ts';
import { Button } from '../../../../ui/button.tsx';
import { errorText } from '../../../../ui/feedback/states.tsx';
import { useSession } from '../../feed/session-feed.tsx';
import { BarButton } from '../../frame/bar-button.tsx';
import barStyles from '../../frame/bar.module.css';
import { currentPitch } from '../../running-order/on-now.tsx';
import { NextButton, useNextStep } from './next-step.tsx';
import type { Step } from './step.ts';
import { useSteps } from './steps-provider.tsx';
import { useKeys } from './use-keys.ts';
import styles from './steps.module.css';

/** The steps of the show: a very large next one, the clock's, and what takes the newest back. Every one has a key. */
export default function StageSteps({ session, keys = true }: { session: SessionDetail; keys?: boolean }) {
  const { t } = useTranslation('console');
  const { stage } = useSession();
  const { take, pending, error } = useSteps();
  return (
    <div className={styles.steps} role="group" aria-label={t('steps')}>
      {stage.state === 'scheduled' ? (
        <Button
          variant="primary"
          large
          className={styles.next}
          disabled={pending !== null}
          onClick={() => take({ action: 'open' })}
        >
          {t('open')}
        </Button>
      ) : (
        <LiveSteps session={session} keys={keys} />
      )}
      {error && (
        <p role="alert" className={barStyles.refused}>
          {errorText(error)}
        </p>
      )}
    </div>
  );
}

/** What can be done while the stage is live. */
function LiveSteps({ session, keys }: { session: SessionDetail; keys: boolean }) {
  const { t } = useTranslation('console');
  const { stage } = useSession();
  const { take, pending } = useSteps();
  const pitch = currentPitch(session, stage);
  const hold: Step = { action: stage.heldAt ? 'resume' : 'hold' };
  const next = useNextStep(session, pending, take);
  const extend = () => take({ action: 'extend', minutes: 1 });
  const undo = () => take({ action: 'undo' });
  useKeys(keys && { n: next.goOn, h: pitch && (() => take(hold)), e: pitch && extend, z: undo });
  const keyName = (key: string) => (keys ? key : undefined);
  return (
    <>
      <div className={styles.small}>
        <BarButton
          icon={stage.heldAt ? Play : Pause}
          keyName={keyName('H')}
          disabled={!pitch}
          aria-pressed={stage.heldAt !== null}
          onClick={() => take(hold)}
        >
          {t(stage.heldAt ? 'resume' : 'hold')}
        </BarButton>
        <BarButton icon={ClockPlus} keyName={keyName('E')} disabled={!pitch} onClick={extend}>
          {t('extend', { count: 1 })}
        </BarButton>
        <Undo until={stage.undoUntil} undo={undo} keyName={keyName('Z')} />
      </div>
      <NextButton session={session} step={next} keyName={keyName('N')} />
    </>
  );
}

function Undo({ until, undo, keyName }: { until: string | null; undo: () => void; keyName?: string }) {
  const { t } = useTranslation('common');
  const left = Math.ceil(((until ? Date.parse(until) : 0) - useServerNow()) / 1000);
  return (
    <BarButton icon={Undo2} keyName={keyName} disabled={left <= 0} onClick={undo}>
      {t('undo')}
      {left > 0 && <span className="figures"> {left}</span>}
    </BarButton>
  );
}
