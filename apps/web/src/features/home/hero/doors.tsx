import { Armchair, Lightbulb, SearchCheck, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRole } from '../../../lib/account/me.ts';
import styles from './hero.module.css';

/** Three ways in, each to the first step of who takes it. */
export function Doors({ live }: { live: string | undefined }) {
  const { t } = useTranslation('home');
  const owner = useRole('owner');
  const investor = useRole('investor');
  return (
    <nav className={styles.doors} aria-label={t('doors.label')}>
      <Door
        icon={Lightbulb}
        to={owner ? '/mine' : '/submit'}
        title={t('doors.owner')}
        hint={owner ? t('doors.ownerSignedIn') : t('doors.ownerHint')}
      />
      <Door
        icon={SearchCheck}
        to={investor ? '/mine' : '/projects'}
        title={t('doors.investor')}
        hint={investor ? t('doors.investorSignedIn') : t('doors.investorHint')}
      />
      <Door
        icon={Armchair}
        to={live ? `/sessions/${live}` : '/programme'}
        title={t('doors.visitor')}
        hint={live ? t('doors.visitorLive') : t('doors.visitorHint')}
      />
    </nav>
  );
}

function Door({ icon: Icon, to, title, hint }: { icon: LucideIcon; to: string; title: string; hint: string }) {
  return (
    <Link to={to} className={styles.door}>
      <Icon size={22} aria-hidden="true" />
      <strong>{title}</strong>
      <span>{hint}</span>
    </Link>
  );
}
