import type { SessionDetail } from '@everexpo/contracts';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chat } from './audience/chat.tsx';
import { useSession } from './feed/session-feed.tsx';
import { Questions } from './questions.tsx';
import { RunningOrder } from './running-order.tsx';
import styles from './session.module.css';

const TABS = ['agenda', 'questions', 'chat'] as const;
type Tab = (typeof TABS)[number];

/** Beside the stage on desktops, under it on phones: running order, questions and chat. */
export function SidePanel({ session }: { session: SessionDetail }) {
  const { stage } = useSession();
  const { t } = useTranslation();
  const id = useId();
  const [tab, setTab] = useState<Tab>('agenda');
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
                const step = event.key === 'ArrowRight' ? 1 : TABS.length - 1;
                const other = TABS[(TABS.indexOf(tab) + step) % TABS.length] as Tab;
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
        {tab === 'agenda' && <RunningOrder session={session} />}
        {tab === 'questions' && <Questions sessionId={session.id} live={stage.state === 'live'} />}
        {tab === 'chat' && <Chat sessionId={session.id} />}
      </div>
    </aside>
  );
}
