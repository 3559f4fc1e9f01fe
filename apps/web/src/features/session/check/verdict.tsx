import { useTranslation } from 'react-i18next';
import styles from './check.module.css';

export type State = 'idle' | 'running' | 'good' | 'bad';

const SIGNS: Record<State, string> = { idle: '○', running: '…', good: '✓', bad: '✕' };

/** What a check found, in words; the sign repeats it and never stands alone. */
export function Verdict({ label, state, words }: { label: string; state: State; words?: string }) {
  const { t } = useTranslation(['check', 'common']);
  return (
    <p className={styles.verdict} data-check={state}>
      <span aria-hidden="true" className={styles[state]}>
        {SIGNS[state]}
      </span>
      <span>
        <strong>{label}</strong>
        {t('common:colon')}
        {words ?? t(state)}
      </span>
    </p>
  );
}
