import type { SessionDetail } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Tabs } from '../../ui/tabs.tsx';
import { Chat } from './audience/chat.tsx';
import { useSession } from './feed/session-feed.tsx';
import { Questions } from './questions/questions.tsx';
import { RunningOrder } from './running-order/running-order.tsx';
import styles from './session.module.css';

/** Beside the stage on desktops, under it on phones: running order, questions and chat. */
export function SidePanel({ session }: { session: SessionDetail }) {
  const { stage } = useSession();
  const { t } = useTranslation(['session', 'common']);
  return (
    <aside className={styles.side}>
      <Tabs
        tabs={[
          { name: 'agenda', label: t('agenda'), content: <RunningOrder session={session} /> },
          {
            name: 'questions',
            label: t('common:questions'),
            content: <Questions sessionId={session.id} live={stage.state === 'live'} />,
          },
          { name: 'chat', label: t('common:chat'), content: <Chat sessionId={session.id} /> },
        ]}
      />
    </aside>
  );
}
