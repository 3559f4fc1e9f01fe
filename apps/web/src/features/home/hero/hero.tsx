import type { Edition, Home } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/format.ts';
import { TimesIn } from '../../../ui/times-in.tsx';
import { Doors } from './doors.tsx';
import { Picture } from './picture.tsx';
import { Search } from './search.tsx';
import styles from './hero.module.css';

/** What this is, when, where to begin, and a picture of it as it is now. */
export function Hero({ home }: { home: Home | undefined }) {
  const { t } = useTranslation(['home', 'common']);
  const { pick } = useFormats();
  return (
    <section className={styles.hero} aria-labelledby="headline">
      <div className={styles.lead}>
        <p className={styles.edition}>{home ? pick(home.edition.nameZh, home.edition.nameEn) : t('common:brand')}</p>
        <h1 id="headline">{t('headline')}</h1>
        <p className={styles.when}>{home && <When edition={home.edition} />}</p>
        <Search />
      </div>
      <Doors live={home?.live[0]?.id} />
      <Picture home={home} />
    </section>
  );
}

/** The edition's days with their year and zone. */
function When({ edition: { days, timeZone } }: { edition: Edition }) {
  const { zh, zone } = useFormats();
  const [first = '', last = first] = [days[0], days.at(-1)];
  const noon = `${first}T12:00:00Z`;
  const range = new Intl.DateTimeFormat(zh ? 'zh-CN' : 'en-GB', { timeZone: 'UTC', dateStyle: 'long' });
  return (
    <>
      <span>{range.formatRange(new Date(`${first}T00:00:00Z`), new Date(`${last}T00:00:00Z`))}</span>
      <span>{zone(noon, timeZone)}</span>
      <TimesIn timeZone={timeZone} />
    </>
  );
}
