import type { QueuePlace } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow, useServerNow } from '../../../lib/time/clock.ts';

/**
 * How many come before one in the queue, counted down by the time at which one's turn is: seats are given at an even
 * pace.
 */
export function QueueNotice({ queue }: { queue: QueuePlace }) {
  const { t } = useTranslation('session');
  const [askedAt] = useState(serverNow);
  const now = useServerNow();
  const due = Date.parse(queue.admitAt);
  const left = Math.max(0, due - now);
  const counted = Math.ceil((queue.place * left) / Math.max(1, due - askedAt));
  const [place, setPlace] = useState(queue.place);
  // The clock is set right now and then, which moves nobody back.
  if (counted < place && place > 1) setPlace(Math.max(1, counted));
  return (
    <>
      <strong>{t('queue')}</strong>
      <p data-queue-place={place}>{t('queuePlace', { n: place, count: Math.ceil(left / 1000) })}</p>
    </>
  );
}
