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
  const { zone } = useFormats();
  const span = useSpan(days);
  return (
    <>
      <span>{span}</span>
      <span>{zone(`${days[0]}T12:00:00Z`, timeZone)}</span>
      <TimesIn timeZone={timeZone} />
    </>
  );
}

/** From the first of some days to the last, the year said once: where each language has it. */
function useSpan(days: string[]): string {
  const { t } = useTranslation('home');
  const { zh } = useFormats();
  const [first = '', last = first] = [days[0], days.at(-1)];
  const written = (day: string, year?: 'numeric') =>
    new Intl.DateTimeFormat(zh ? 'zh-CN' : 'en-GB', { timeZone: 'UTC', year, month: 'long', day: 'numeric' }).format(
      new Date(`${day}T00:00:00Z`),
    );
  if (first === last) return written(first, 'numeric');
  const isOneYear = first.slice(0, 4) === last.slice(0, 4);
  return t('span', {
    from: written(first, zh || !isOneYear ? 'numeric' : undefined),
    to: written(last, zh && isOneYear ? undefined : 'numeric'),
  });
}
