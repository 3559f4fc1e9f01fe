import type { SessionDetail, Stage } from '@everexpo/contracts';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Questions } from './questions.tsx';
import { RunningOrder } from './running-order.tsx';
import styles from './session.module.css';

const TABS = ['agenda', 'questions'] as const;

/** Beside the stage on desktops, under it on phones: running order and questions. */
export function SidePanel({ session, stage }: { session: SessionDetail; stage: Stage }) {
  const { t } = useTranslation();
  const id = useId();
  const [tab, setTab] = useState<(typeof TABS)[number]>('agenda');
  return (
    <aside className={styles.side}>
      <div className={styles.tabs} role="tablist">
        {TABS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={tab === name}
            aria-controls={`${id}-panel`}
            tabIndex={tab === name ? 0 : -1}
            onClick={() => setTab(name)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
                const other = TABS.find((candidate) => candidate !== tab) as (typeof TABS)[number];
                setTab(other);
                document.getElementById(`${id}-${other}`)?.focus();
              }
            }}
          >
            {t(`session.${name}`)}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${tab}`} className={styles.panel} tabIndex={0}>
        {tab === 'agenda' ? <RunningOrder session={session} stage={stage} /> : <Questions sessionId={session.id} live={stage.state === 'live'} />}
      </div>
    </aside>
  );
}
