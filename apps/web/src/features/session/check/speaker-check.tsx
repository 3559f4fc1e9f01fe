import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { cardClass } from '../../../ui/page.tsx';
import { Verdict, type State } from './verdict.tsx';
import styles from './check.module.css';

const TONE_HZ = 440;
const TONE_SECONDS = 1;

/** Plays a tone and asks whether it was heard: the page cannot know. */
export function SpeakerCheck() {
  const { t } = useTranslation('check');
  const [state, setState] = useState<State>('idle');
  function play(): void {
    const audio = new AudioContext();
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = TONE_HZ;
    volume.gain.value = 0.2;
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + TONE_SECONDS);
    tone.onended = () => void audio.close();
    setState('running');
  }
  const words = {
    idle: undefined,
    running: t('didYouHear'),
    good: t('speakerGood'),
    bad: t('speakerBad'),
  }[state];
  return (
    <section className={`${cardClass} ${styles.check}`} aria-label={t('speaker')}>
      <h2>{t('speaker')}</h2>
      <div className={styles.row}>
        <Button onClick={play}>{t('playTone')}</Button>
        {state === 'running' && (
          <Button variant="primary" onClick={() => setState('good')}>
            {t('yes')}
          </Button>
        )}
        {state === 'running' && <Button onClick={() => setState('bad')}>{t('no')}</Button>}
      </div>
      <div role="status">
        <Verdict label={t('speaker')} state={state} words={words} />
      </div>
    </section>
  );
}
