import type { Pitch, SessionDetail } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { useSession } from '../feed/session-feed.tsx';
import { nextPitch } from '../running-order/on-now.tsx';
import { inOrder, placeOf } from '../running-order/running-order.tsx';
import type { TakeStep } from './steps/step.ts';
import styles from './console.module.css';

/** The running order as it can still be changed: skip, exchange with the one after, bring back. */
export function OrderDesk({ session, take }: { session: SessionDetail; take: TakeStep }) {
  const { t } = useTranslation(['console', 'session']);
  const { pick } = useFormats();
  const { stage } = useSession();
  const next = nextPitch(session, stage);
  const pitches = inOrder(session, stage);
  const toCome = (pitch: Pitch) => ['next', 'later'].includes(placeOf(pitch, stage, next));
  return (
    <details className={styles.fold}>
      <summary>{t('order')}</summary>
      <ul className={styles.people} tabIndex={0} aria-label={t('order')}>
        {pitches.map((pitch, index) => {
          const where = placeOf(pitch, stage, next);
          const after = pitches.slice(index + 1).find(toCome);
          const title = pick(pitch.project.titleZh, pitch.project.titleEn);
          return (
            <li key={pitch.id} className={styles.person}>
              <span>
                <span className="figures muted">{index + 1}</span> {title}{' '}
                {where === 'skipped' && <span className="small muted">{t('session:skipped')}</span>}
              </span>
              <span className={styles.row}>
                {toCome(pitch) && after && (
                  <Button
                    variant="quiet"
                    aria-label={t('laterName', { title })}
                    onClick={() => take({ action: 'swap', pitchId: pitch.id, withPitchId: after.id })}
                  >
                    {t('later')}
                  </Button>
                )}
                {toCome(pitch) && (
                  <Button
                    variant="quiet"
                    aria-label={t('skipName', { title })}
                    onClick={() => take({ action: 'skip', pitchId: pitch.id })}
                  >
                    {t('skip')}
                  </Button>
                )}
                {(where === 'done' || where === 'skipped') && (
                  <Button
                    variant="quiet"
                    aria-label={t('bringBackName', { title })}
                    onClick={() => take({ action: 'bring-back', pitchId: pitch.id })}
                  >
                    {t('bringBack')}
                  </Button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
