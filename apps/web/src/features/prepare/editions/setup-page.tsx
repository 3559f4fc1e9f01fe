import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Draft } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, fieldError, listError } from '../../../lib/api/api.ts';
import { useFormats } from '../../../lib/format.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { cardClass, Page } from '../../../ui/page.tsx';
import { ErrorLine, errorText, Failure, Notice, Skeleton } from '../../../ui/feedback/states.tsx';
import { RoomForm } from './room-form.tsx';
import { RulesForm } from './rules-form.tsx';
import styles from '../prepare.module.css';
import { useDraft, useWatchDraft } from '../use-draft.ts';

/** What an edition is made of: start times, rooms, rules; and the press that opens it to the public. */
export default function SetupPage() {
  const { t } = useTranslation(['prepare', 'common']);
  const { pick } = useFormats();
  const { edition = '' } = useParams();
  const { data: draft, error } = useDraft(edition);
  useWatchDraft(edition);
  return (
    <Page title={t('setup')} frame="reading">
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
      ? errorText(save.error)
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
            {open === room.id && <RoomForm editionId={draft.edition.id} room={room} done={() => setOpen(null)} />}
          </li>
        ))}
      </ul>
      {open === 'new' ? (
        <RoomForm editionId={draft.edition.id} room={null} done={() => setOpen(null)} />
      ) : (
        <Button onClick={() => setOpen('new')}>{t('addRoom')}</Button>
      )}
    </section>
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
      <ErrorLine error={open.error} />
    </section>
  );
}
