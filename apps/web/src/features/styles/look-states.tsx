import { Star } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveBadge, TrackBadge } from '../../ui/badges.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { ToggleButton } from '../../ui/choices/toggle-button.tsx';
import { Failure, Notice, Skeleton } from '../../ui/feedback/states.tsx';
import { Group } from './group.tsx';
import styles from './styles.module.css';

const COLOURS = (
  'ink ink-soft paper surface line edge river river-wash cinnabar gold gold-wash amber amber-wash rose rose-wash ' +
  'track-achievement track-hightech track-challenge stage sheet'
).split(' ');
const SIZES = [12, 14, 16, 20, 26, 34, 48];

/** Colours and sizes, each by the name that it is used by. */
export function Tokens() {
  const { t } = useTranslation('styles');
  return (
    <>
      <Group title={t('colours')}>
        <ul className={styles.colours}>
          {COLOURS.map((name) => (
            <li key={name}>
              <span className={styles.swatch} style={{ background: `var(--${name})` }} />
              {`--${name}`}
            </li>
          ))}
        </ul>
      </Group>
      <Group title={t('type')}>
        <div className={styles.sizes}>
          {SIZES.map((size) => (
            <span key={size} style={{ fontSize: `var(--type-${size})` }}>
              {t('sample')}
            </span>
          ))}
        </div>
      </Group>
    </>
  );
}

export function ButtonStates() {
  const { t } = useTranslation('styles');
  const [pressed, setPressed] = useState(true);
  return (
    <Group title={t('buttons')}>
      {(['plain', 'primary', 'quiet'] as const).map((variant) => (
        <div key={variant} className={styles.row}>
          <Button variant={variant}>{t(variant)}</Button>
          <Button variant={variant} disabled>
            {t('disabled')}
          </Button>
          <ButtonLink variant={variant} to="#">
            {t('link')}
          </ButtonLink>
        </div>
      ))}
      <div className={styles.row}>
        <Button variant="primary" large>
          {t('large')}
        </Button>
        <ToggleButton pressed={pressed} change={setPressed}>
          <Star size={18} aria-hidden fill={pressed ? 'currentColor' : 'none'} />
          {t('favourite')}
        </ToggleButton>
      </div>
    </Group>
  );
}

export function FeedbackStates() {
  const { t } = useTranslation('styles');
  return (
    <Group title={t('feedback')}>
      <div className={styles.row}>
        <LiveBadge />
        <TrackBadge track="achievement" />
        <TrackBadge track="hightech" />
        <TrackBadge track="challenge" />
      </div>
      <Notice>{t('notice')}</Notice>
      <Notice gold>{t('goldNotice')}</Notice>
      <Failure error={new TypeError('Failed to fetch')} retry={() => undefined} />
      <Skeleton height={60} />
    </Group>
  );
}
