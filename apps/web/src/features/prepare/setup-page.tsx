import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RoomMode, type Draft, type DraftRoom, type RoomForm } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, fieldError, listError, newKey } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { cardClass, Page } from '../../ui/page.tsx';
import { errorText, Failure, Notice, Skeleton } from '../../ui/states.tsx';
import { RulesForm } from './rules-form.tsx';
import styles from './prepare.module.css';
import { useDraft } from './use-draft.ts';

/** What an edition is made of: start times, rooms, rules; and the press that opens it to the public. */
export default function SetupPage() {
  const { t } = useTranslation(['prepare', 'common']);
  const { pick } = useFormats();
  const { edition = '' } = useParams();
  const { data: draft, error } = useDraft(edition);
  return (
    <Page title={t('setup')} width="narrow">
      {error && (
        <>
          <h1>{t('setup')}</h1>
          <Failure error={error} />
        </>
      )}
      {!draft && !error && <Skeleton height={400} />}
      {draft && (
        <>
          <div>
            <p className="small">
              <Link to={`/prepare/${edition}`}>{t('common:backToPlanning')}</Link>
            </p>
            <h1>{pick(draft.edition.nameZh, draft.edition.nameEn)}</h1>
          </div>
          <SlotsForm draft={draft} />
          <Rooms draft={draft} />
          <RulesForm editionId={edition} rules={draft.rules} />
          <OpenForm draft={draft} />
        </>
      )}
    </Page>
  );
}

function SlotsForm({ draft }: { draft: Draft }) {
  const { t } = useTranslation(['prepare', 'common']);
  const { time } = useFormats();
  const queries = useQueryClient();
  const first = draft.timeslots.filter((slot) => slot.day === draft.edition.days[0]);
  const [starts, setStarts] = useState(first.map((slot) => time(slot.startsAt, draft.edition.timeZone)).join(' '));
  const [minutes, setMinutes] = useState(
    first[0] ? (Date.parse(first[0].endsAt) - Date.parse(first[0].startsAt)) / 60_000 : 180,
  );
  const save = useMutation({
    mutationFn: () =>
      api('PUT', '/editions/{edition}/slots', {
        path: { edition: draft.edition.id },
        body: { starts: starts.split(/[\s,，]+/).filter(Boolean), minutes },
      }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: queryKeys.draft(draft.edition.id) }),
  });
  const error = listError(save.error, '/starts');
  const minutesError = fieldError(save.error, '/minutes');
  const wrong = error
    ? error.rule === 'clock_change'
      ? error.detail
      : t('startsWrong')
    : save.error && !minutesError
      ? errorText(save.error, t('common:errors.network'))
      : undefined;
  return (
    <form
      className={`${cardClass} ${styles.form}`}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>{t('slots')}</h2>
      <div className={styles.two}>
        <Field label={t('starts')} hint={t('startsHint')} error={wrong}>
          <input required value={starts} onChange={(event) => setStarts(event.target.value)} />
        </Field>
        <Field label={t('slotMinutes')} error={minutesError}>
          <input
            type="number"
            min={10}
            max={720}
            value={minutes}
            onChange={(event) => setMinutes(Number(event.target.value))}
          />
        </Field>
      </div>
      <div className={styles.actions}>
        <Button type="submit" variant="primary" disabled={save.isPending}>
          {t('common:save')}
        </Button>
        <span role="status" className="small">
          {save.data && t('common:saved')}
        </span>
      </div>
    </form>
  );
}

const emptyRoom: RoomForm = {
  venueZh: '',
  venueEn: '',
  nameZh: '',
  nameEn: '',
  mode: 'both',
  seats: 100,
  features: [],
  opensAt: null,
  closesAt: null,
};

function Rooms({ draft }: { draft: Draft }) {
  const { t } = useTranslation(['prepare', 'common']);
  const { pick, list } = useFormats();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <section className={cardClass}>
      <h2>{t('rooms')}</h2>
      <ul className={styles.plain}>
        {draft.rooms.map((room) => (
          <li key={room.id} className={styles.roomRow}>
            <button
              type="button"
              className={styles.link}
              aria-expanded={open === room.id}
              onClick={() => setOpen(open === room.id ? null : room.id)}
            >
              {pick(room.venueZh, room.venueEn)} · {pick(room.nameZh, room.nameEn)}
            </button>
            <span className="small muted figures">
              {t('common:seats', { count: room.seats })} · {list(room.features)}
              {room.opensAt && ` · ${room.opensAt}–${room.closesAt ?? ''}`}
            </span>
            {open === room.id && <RoomEditor draft={draft} room={room} done={() => setOpen(null)} />}
          </li>
        ))}
      </ul>
      {open === 'new' ? (
        <RoomEditor draft={draft} room={null} done={() => setOpen(null)} />
      ) : (
        <Button onClick={() => setOpen('new')}>{t('addRoom')}</Button>
      )}
    </section>
  );
}

function RoomEditor({ draft, room, done }: { draft: Draft; room: DraftRoom | null; done: () => void }) {
  const { t } = useTranslation(['prepare', 'common']);
  const queries = useQueryClient();
  const start: RoomForm = room
    ? {
        venueZh: room.venueZh,
        venueEn: room.venueEn,
        nameZh: room.nameZh,
        nameEn: room.nameEn,
        mode: room.mode,
        seats: room.seats,
        features: room.features,
        opensAt: room.opensAt,
        closesAt: room.closesAt,
      }
    : emptyRoom;
  const [values, setValues] = useState(start);
  const set = (part: Partial<RoomForm>) => setValues((known) => ({ ...known, ...part }));
  const edition = draft.edition.id;
  const finish = () => {
    void queries.invalidateQueries({ queryKey: queryKeys.draft(draft.edition.id) });
    done();
  };
  const save = useMutation({
    mutationFn: () =>
      room
        ? api('PUT', '/editions/{edition}/rooms/{room}', { path: { edition, room: room.id }, body: values })
        : api('POST', '/editions/{edition}/rooms', { path: { edition }, body: values, idempotencyKey: newKey() }),
    onSuccess: finish,
  });
  const remove = useMutation({
    mutationFn: () => api('DELETE', '/editions/{edition}/rooms/{room}', { path: { edition, room: room?.id ?? '' } }),
    onSuccess: finish,
  });
  const text = (name: 'venueZh' | 'venueEn' | 'nameZh' | 'nameEn') => (
    <Field label={t(name)} error={fieldError(save.error, `/${name}`)}>
      <input required maxLength={80} value={values[name]} onChange={(event) => set({ [name]: event.target.value })} />
    </Field>
  );
  const error = save.error ?? remove.error;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className={styles.two}>
        {text('venueZh')}
        {text('venueEn')}
        {text('nameZh')}
        {text('nameEn')}
        <Field label={t('mode')}>
          <select value={values.mode} onChange={(event) => set({ mode: RoomMode.parse(event.target.value) })}>
            {RoomMode.options.map((mode) => (
              <option key={mode} value={mode}>
                {t(`modes.${mode}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t('seats')} error={fieldError(save.error, '/seats')}>
          <input
            type="number"
            min={0}
            value={values.seats}
            onChange={(event) => set({ seats: Number(event.target.value) })}
          />
        </Field>
        <Field label={t('features')} hint={t('featuresHint')}>
          <input
            value={values.features.join(', ')}
            onChange={(event) => set({ features: event.target.value.split(/[,，、]\s*/).filter(Boolean) })}
          />
        </Field>
        <Field label={t('opensAt')} error={fieldError(save.error, '/opensAt')}>
          <input
            type="time"
            value={values.opensAt ?? ''}
            onChange={(event) => set({ opensAt: event.target.value || null })}
          />
        </Field>
        <Field label={t('closesAt')} error={fieldError(save.error, '/closesAt')}>
          <input
            type="time"
            value={values.closesAt ?? ''}
            onChange={(event) => set({ closesAt: event.target.value || null })}
          />
        </Field>
      </div>
      <div className={styles.actions}>
        <Button type="submit" variant="primary" disabled={save.isPending}>
          {t('common:save')}
        </Button>
        <Button onClick={done}>{t('common:cancel')}</Button>
        {room && (
          <Button variant="quiet" disabled={remove.isPending} onClick={() => remove.mutate()}>
            {t('removeRoom')}
          </Button>
        )}
      </div>
      {error && (
        <p role="alert" className={styles.alert}>
          {errorText(error, t('common:errors.network'))}
        </p>
      )}
    </form>
  );
}

function OpenForm({ draft }: { draft: Draft }) {
  const { t } = useTranslation(['prepare', 'common']);
  const open = useMutation({
    mutationFn: () => api('POST', '/editions/{edition}/open', { path: { edition: draft.edition.id } }),
  });
  return (
    <section className={cardClass}>
      <h2>{t('opening')}</h2>
      <p className="small muted">{t('openingLead')}</p>
      <Button disabled={open.isPending} onClick={() => open.mutate()}>
        {t('openEdition')}
      </Button>
      <div role="status">{open.data && <Notice gold>{t('isOpen')}</Notice>}</div>
      {open.error && (
        <p role="alert" className={styles.alert}>
          {errorText(open.error, t('common:errors.network'))}
        </p>
      )}
    </section>
  );
}
