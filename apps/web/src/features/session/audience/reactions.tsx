import type { Reaction, Reactions as Sum } from '@everexpo/contracts';
import { PartyPopper, Sparkles, ThumbsUp, type LucideIcon } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, useServerEvent, useSocket } from '../../../lib/realtime/socket.tsx';
import { BarButton } from '../frame/bar-button.tsx';
import barStyles from '../frame/bar.module.css';

const SIGNS: Record<Reaction, LucideIcon> = { clap: PartyPopper, like: ThumbsUp, wow: Sparkles };
const EMOJIS = Object.keys(SIGNS) as Reaction[];

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
    <div role="group" aria-label={t('reactions.title')}>
      {EMOJIS.map((emoji) => (
        <BarButton
          key={emoji}
          icon={SIGNS[emoji]}
          onClick={() => {
            if (socket) void ask(socket, 'reaction:send', { sessionId, emoji }).catch(() => undefined);
          }}
        >
          {t(`reactions.${emoji}`)}{' '}
          {(total[emoji] ?? 0) > 0 && <span className={`figures ${barStyles.count}`}>{total[emoji]}</span>}
        </BarButton>
      ))}
    </div>
  );
}
