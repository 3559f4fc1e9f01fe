import { CheckStatus, ConnectionCheck, type CheckInfo } from 'livekit-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../lib/api/api.ts';
import { connectOptions } from '../../../lib/media/media.ts';
import { Button } from '../../../ui/button.tsx';
import { cardClass } from '../../../ui/page.tsx';
import { errorText } from '../../../ui/feedback/states.tsx';
import { Verdict, type State } from './verdict.tsx';
import styles from './check.module.css';

/** In this order: what comes later cannot work when what comes before does not. */
const STEPS = ['signal', 'media', 'publish'] as const;
type Step = (typeof STEPS)[number];

/** The way to the media server, tried for real in a room of one's own: the signal, the media, and sending a picture. */
export function NetworkCheck() {
  const { t } = useTranslation(['check', 'common']);
  const [states, setStates] = useState<Record<Step, State>>({ signal: 'idle', media: 'idle', publish: 'idle' });
  const [error, setError] = useState<unknown>(null);
  const running = Object.values(states).includes('running');

  async function run(): Promise<void> {
    setError(null);
    setStates({ signal: 'running', media: 'idle', publish: 'idle' });
    try {
      const ticket = await api('POST', '/media/check-ticket');
      const check = new ConnectionCheck(ticket.url, ticket.token, { connectOptions: connectOptions(ticket) });
      const tries: Record<Step, () => Promise<CheckInfo>> = {
        signal: () => check.checkWebsocket(),
        media: () => check.checkWebRTC(),
        publish: () => check.checkPublishVideo(),
      };
      for (const step of STEPS) {
        setStates((known) => ({ ...known, [step]: 'running' }));
        const { status } = await tries[step]();
        const good = status !== CheckStatus.FAILED;
        setStates((known) => ({ ...known, [step]: good ? 'good' : 'bad' }));
        if (!good) return;
      }
    } catch (problem) {
      setError(problem);
      setStates({ signal: 'bad', media: 'idle', publish: 'idle' });
    }
  }

  return (
    <section className={`${cardClass} ${styles.check}`} aria-label={t('network')}>
      <h2>{t('network')}</h2>
      <div>
        <Button variant="primary" disabled={running} onClick={() => void run()}>
          {t('tryNetwork')}
        </Button>
      </div>
      <div role="status">
        {STEPS.map((step) => {
          const state = states[step];
          const words = state === 'good' || state === 'bad' ? t(`${step}.${state}`) : undefined;
          return <Verdict key={step} label={t(`${step}.label`)} state={state} words={words} />;
        })}
      </div>
      {error !== null && <p role="alert">{errorText(error)}</p>}
    </section>
  );
}
