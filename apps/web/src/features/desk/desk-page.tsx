import { useMutation, useQuery } from '@tanstack/react-query';
import { City, cityLabels, MAX_FILE_BYTES, Track, trackLabels, type Agreement, type Home } from '@everexpo/contracts';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, fieldError, get, newKey } from '../../lib/api.ts';
import { dayIn } from '../../lib/day-in.ts';
import { useMe, useRole } from '../../lib/me.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { cardClass, Page } from '../../ui/page.tsx';
import { Empty, Notice } from '../../ui/states.tsx';
import { emptyTerms, TermsFields, termsOf, type TermsValues } from '../agreements/terms-fields.tsx';
import styles from './desk.module.css';

interface DeskValues extends TermsValues {
  partyA: string;
  partyB: string;
  city: City;
  track: Track;
  signedOn: string;
}

const emptyDesk = (signedOn: string): DeskValues => ({ ...emptyTerms, partyA: '', partyB: '', city: 'chengdu', track: 'achievement', signedOn });

export default function DeskPage() {
  const { t } = useTranslation();
  const { data: me } = useMe();
  const staff = useRole('staff');
  const { data: home } = useQuery({ queryKey: ['home'], queryFn: ({ signal }) => get<Home>('/home', signal) });
  const [done, setDone] = useState<Agreement[]>([]);
  return (
    <Page title={t('desk.title')} width="narrow">
      <div>
        <h1>{t('desk.title')}</h1>
        <p className="muted">{t('desk.lead')}</p>
      </div>
      {me && !staff && <Empty>{t('desk.onlyStaff')}<ButtonLink to="/sign-in">{t('nav.signIn')}</ButtonLink></Empty>}
      {staff && home && <PaperForm timeZone={home.edition.timeZone} add={(agreement) => setDone((known) => [agreement, ...known].slice(0, 10))} />}
      {done.length > 0 && <Recent agreements={done} />}
    </Page>
  );
}

/** One column, by keyboard alone; after a registration the form is empty again with the first field in focus. */
function PaperForm({ timeZone, add }: { timeZone: string; add: (agreement: Agreement) => void }) {
  const { t } = useTranslation();
  const today = dayIn(timeZone);
  const [values, setValues] = useState(() => emptyDesk(today));
  const [scan, setScan] = useState<File | null>(null);
  const [key, setKey] = useState(newKey);
  const first = useRef<HTMLInputElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const set = (part: Partial<DeskValues>) => setValues((known) => ({ ...known, ...part }));
  const log = useMutation({
    mutationFn: () => {
      const { partyA, partyB, city, track, signedOn, ...terms } = values;
      const body = new FormData();
      body.set('form', JSON.stringify({ ...termsOf(terms), partyA, partyB, city, track, signedOn }));
      if (scan) body.set('scan', scan);
      return api<Agreement>('POST', '/agreements/paper', { body, idempotencyKey: key });
    },
    onSuccess: (agreement) => {
      add(agreement);
      setValues(emptyDesk(today));
      setScan(null);
      setKey(newKey());
      if (file.current) file.current.value = '';
      first.current?.focus();
    },
  });
  const tooLarge = scan && scan.size > MAX_FILE_BYTES ? t('desk.scan') : undefined;
  return (
    <form className={`${cardClass} ${styles.form}`} onSubmit={(event) => { event.preventDefault(); log.mutate(); }}>
      <Field label={t('desk.partyA')} error={fieldError(log.error, '/partyA')}>
        <input ref={first} autoFocus required minLength={2} maxLength={80} value={values.partyA} onChange={(event) => set({ partyA: event.target.value })} />
      </Field>
      <Field label={t('desk.partyB')} error={fieldError(log.error, '/partyB')}>
        <input required minLength={2} maxLength={80} value={values.partyB} onChange={(event) => set({ partyB: event.target.value })} />
      </Field>
      <TermsFields values={values} change={set} error={log.error} />
      <div className={styles.three}>
        <Choice label={t('common.city')} options={City.options} labels={cityLabels} value={values.city} choose={(city) => city && set({ city })} />
        <Choice label={t('common.track')} options={Track.options} labels={trackLabels} value={values.track} choose={(track) => track && set({ track })} />
        <Field label={t('desk.signedOn')} error={fieldError(log.error, '/signedOn')}>
          <input type="date" required max={today} value={values.signedOn} onChange={(event) => set({ signedOn: event.target.value })} />
        </Field>
      </div>
      <Field label={t('desk.scan')} error={tooLarge ?? fieldError(log.error, '/scan')}>
        <input ref={file} type="file" required accept="application/pdf,image/jpeg,image/png" onChange={(event) => setScan(event.target.files?.[0] ?? null)} />
      </Field>
      <div><Button type="submit" look="primary" large disabled={log.isPending || tooLarge !== undefined}>{t('desk.submit')}</Button></div>
      <div role="status">{log.data && <Notice gold><strong>{t('desk.done', { number: log.data.number })}</strong></Notice>}</div>
    </form>
  );
}

function Recent({ agreements }: { agreements: Agreement[] }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('desk.recent')}</h2>
      <ul>
        {agreements.map((agreement) => (
          <li key={agreement.id} className={styles.recent}>
            <Link to={`/verify/${agreement.number}`} className="figures">{agreement.number}</Link>
            <span>{agreement.title}</span>
            <a href={`/api/agreements/${agreement.id}/certificate`} target="_blank" rel="noreferrer">{t('agreement.certificate')}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
