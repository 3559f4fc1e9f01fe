import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { HelpTopic, topicAt } from '../../help/index.ts';
import { Panel } from '../overlay/overlay.tsx';

/** What the page one is on is for, what can be done there and by which keys. */
export function HelpPanel({ trigger, onClose }: { trigger: RefObject<HTMLElement | null>; onClose: () => void }) {
  const { t } = useTranslation(['shell', 'help']);
  const { pathname } = useLocation();
  return (
    <Panel trigger={trigger} onClose={onClose} title={t('help')}>
      <HelpTopic topic={topicAt(pathname)} />
      <p>
        <Link to="/help" onClick={onClose}>
          {t('help:all')}
        </Link>
      </p>
    </Panel>
  );
}
