import type { Reaction, Reactions as Sum } from '@everexpo/contracts';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, useServerEvent, useSocket } from '../../../lib/realtime/socket.tsx';
import { Button } from '../../../ui/button.tsx';
import styles from './audience.module.css';

const EMOJIS: Reaction[] = ['clap', 'like', 'wow'];

/** Signs of the whole audience: one press gives one, and once a second the sum of all comes back. */
export function Reactions({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation('session');
  const { socket } = useSocket();
  const [total, setTotal] = useState<Partial<Record<Reaction, number>>>({});
  useServerEvent(
    'session:reactions',
    useCallback(
      (sum: Sum) => {
        if (sum.sessionId !== sessionId) return;
        setTotal((known) =>
          Object.fromEntries(EMOJIS.map((emoji) => [emoji, (known[emoji] ?? 0) + (sum.given[emoji] ?? 0)])),
        );
      },
      [sessionId],
    ),
  );
  return (
    <div className={styles.reactions} role="group" aria-label={t('reactions.title')}>
      {EMOJIS.map((emoji) => (
        <Button
          key={emoji}
          onClick={() => {
            if (socket) void ask(socket, 'reaction:send', { sessionId, emoji }).catch(() => undefined);
          }}
        >
          {t(`reactions.${emoji}`)} {(total[emoji] ?? 0) > 0 && <span className="figures muted">{total[emoji]}</span>}
        </Button>
      ))}
    </div>
  );
}
