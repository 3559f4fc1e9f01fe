import { useMutation } from '@tanstack/react-query';
import type { EncoderWay } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { api } from '../../../lib/api/api.ts';
import { Button } from '../../../ui/button.tsx';
import { cardClass } from '../../../ui/page.tsx';
import { errorText, Notice } from '../../../ui/feedback/states.tsx';
import styles from '../stage/stage.module.css';

/** For halls with an encoder of their own: where it sends to. */
export function EncoderDesk({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation(['session', 'common']);
  const ask = useMutation({
    mutationFn: (way: EncoderWay['way']) =>
      api('POST', '/sessions/{id}/hall/encoder', { path: { id: sessionId }, body: { way } }),
  });
  return (
    <details className={cardClass}>
      <summary>{t('hall.encoder')}</summary>
      <p className="muted">{t('hall.encoderHint')}</p>
      <div className={styles.greenRow}>
        <Button disabled={ask.isPending} onClick={() => ask.mutate('whip')}>
          WHIP
        </Button>
        <Button disabled={ask.isPending} onClick={() => ask.mutate('rtmp')}>
          RTMP
        </Button>
      </div>
      <div role="status">
        {ask.data && (
          <p>
            {t('hall.address')}
            {t('common:colon')}
            <code>{ask.data.address}</code>
            <br />
            {t('hall.key')}
            {t('common:colon')}
            <code>{ask.data.key}</code>
          </p>
        )}
        {ask.error && <Notice>{errorText(ask.error)}</Notice>}
      </div>
    </details>
  );
}
