import type { Replay } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { stageStyles } from '../../session/index.ts';
import styles from '../replay.module.css';
import type { Player } from './use-player.ts';

const SPEEDS = [0.75, 1, 1.25, 1.5, 2];
const NAMES = { zh: '中文', en: 'English' };

/** The picture with its captions, the speed, and the way back to the beginning. */
export function ReplayPlayer({ replay, player }: { replay: Replay; player: Player }) {
  const { t } = useTranslation(['replay', 'common']);
  const [speed, setSpeed] = useState(1);
  const { video, failed, resumedAt, seek } = player;
  function change(rate: number): void {
    setSpeed(rate);
    player.setSpeed(rate);
  }
  return (
    <>
      <div className={stageStyles.stage} data-testid="replay">
        <video ref={video} controls playsInline aria-label={t('common:replay')}>
          {replay.captions.map((language) => (
            <track
              key={language}
              kind="captions"
              srcLang={language}
              label={NAMES[language]}
              src={`/api/sessions/${replay.sessionId}/replay/captions/${language}.vtt`}
            />
          ))}
        </video>
        {failed && (
          <span className={stageStyles.reconnecting} role="status">
            {t('failed')}
          </span>
        )}
      </div>
      <div className={styles.tools}>
        {resumedAt > 0 && <span className="small muted">{t('resumed', { at: clock(resumedAt * 1000) })}</span>}
        {resumedAt > 0 && <Button onClick={() => seek(0)}>{t('fromStart')}</Button>}
        <Field label={t('speed')}>
          <select value={speed} onChange={(event) => change(Number(event.target.value))}>
            {SPEEDS.map((rate) => (
              <option key={rate} value={rate}>
                {rate}×
              </option>
            ))}
          </select>
        </Field>
      </div>
    </>
  );
}
