import type { SessionDetail } from '@everexpo/contracts';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Tabs, type Tab } from '../../../ui/tabs.tsx';
import { Chat } from '../audience/chat.tsx';
import { DeckView } from '../deck/deck-view.tsx';
import { useSession } from '../feed/session-feed.tsx';
import { Questions } from '../questions/questions.tsx';

interface Props {
  session: SessionDetail;
  agenda: ReactNode;
  /** Beside the stage, which then shows the deck itself. */
  beside?: boolean;
  /** The console's desk, where it has no column of its own. */
  desk?: ReactNode;
}

/** Beside the stage, or under it as a sheet: running order, questions and chat, and what has no place elsewhere. */
export function SidePanel({ session, agenda, beside = true, desk }: Props) {
  const { stage } = useSession();
  const { t } = useTranslation(['session', 'common']);
  const [hadDeck] = useState(stage.deck !== null);
  const rest: Tab[] = [
    { name: 'agenda', label: t('agenda'), content: agenda },
    {
      name: 'questions',
      label: t('common:questions'),
      content: <Questions sessionId={session.id} live={stage.state === 'live'} />,
    },
    { name: 'chat', label: t('common:chat'), content: <Chat sessionId={session.id} /> },
  ];
  const deck: Tab[] = beside
    ? []
    : [{ name: 'deck', label: t('common:deck'), content: <DeckView sessionId={session.id} /> }];
  const console: Tab[] = desk ? [{ name: 'console', label: t('desk'), content: desk }] : [];
  const tabs = [...console, ...deck, ...rest] as [Tab, ...Tab[]];
  const initial = console.length > 0 ? 'console' : hadDeck && !beside ? 'deck' : 'agenda';
  return <Tabs tabs={tabs} initial={initial} />;
}
