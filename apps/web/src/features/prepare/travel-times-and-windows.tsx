import { SessionKind, type ProgrammeRules } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { fieldError } from '../../lib/api.ts';
import { localInput } from '../../lib/local-input.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import styles from './prepare.module.css';

interface TravelTimesAndWindowsProps {
  values: ProgrammeRules;
  set: (part: Partial<ProgrammeRules>) => void;
  error: unknown;
}

/** Minutes on foot between venues, and times kept for one kind of session. */
export function TravelTimesAndWindows({ values, set, error }: TravelTimesAndWindowsProps) {
  const { t } = useTranslation(['prepare', 'common']);
  const setTravelTime = (at: number, part: Partial<ProgrammeRules['travelTimes'][number]>) =>
    set({ travelTimes: values.travelTimes.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  const window = (at: number, part: Partial<ProgrammeRules['windows'][number]>) =>
    set({ windows: values.windows.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  return (
    <>
      <h3>{t('travelTimes')}</h3>
      {values.travelTimes.map((one, at) => (
        // The rows have no names of their own; they are only added and removed.
        <div key={at} className={styles.two}>
          <Field label={t('travelFrom')} error={fieldError(error, `/travelTimes/${at}/from`)}>
            <input required value={one.from} onChange={(event) => setTravelTime(at, { from: event.target.value })} />
          </Field>
          <Field label={t('travelTo')} error={fieldError(error, `/travelTimes/${at}/to`)}>
            <input required value={one.to} onChange={(event) => setTravelTime(at, { to: event.target.value })} />
          </Field>
          <Field label={t('travelMinutes')} error={fieldError(error, `/travelTimes/${at}/minutes`)}>
            <input
              type="number"
              min={1}
              max={240}
              value={one.minutes}
              onChange={(event) => setTravelTime(at, { minutes: Number(event.target.value) })}
            />
          </Field>
          <Button
            variant="quiet"
            onClick={() => set({ travelTimes: values.travelTimes.filter((_, index) => index !== at) })}
          >
            {t('common:delete')}
          </Button>
        </div>
      ))}
      <div>
        <Button onClick={() => set({ travelTimes: [...values.travelTimes, { from: '', to: '', minutes: 10 }] })}>
          {t('addTravelTime')}
        </Button>
      </div>
      <h3>{t('windows')}</h3>
      {values.windows.map((one, at) => (
        <div key={at} className={styles.two}>
          <Field label={t('windowName')} error={fieldError(error, `/windows/${at}/name`)}>
            <input required value={one.name} onChange={(event) => window(at, { name: event.target.value })} />
          </Field>
          <Field label={t('opensAt')}>
            <input
              type="datetime-local"
              required
              value={localInput(one.startsAt)}
              onChange={(event) =>
                event.target.value && window(at, { startsAt: new Date(event.target.value).toISOString() })
              }
            />
          </Field>
          <Field label={t('closesAt')} error={fieldError(error, `/windows/${at}/endsAt`)}>
            <input
              type="datetime-local"
              required
              value={localInput(one.endsAt)}
              onChange={(event) =>
                event.target.value && window(at, { endsAt: new Date(event.target.value).toISOString() })
              }
            />
          </Field>
          <Field label={t('windowKind')}>
            <select
              value={one.kinds[0] ?? ''}
              onChange={(event) => window(at, { kinds: [SessionKind.parse(event.target.value)] })}
            >
              {SessionKind.options.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`kinds.${kind}`)}
                </option>
              ))}
            </select>
          </Field>
          <Button variant="quiet" onClick={() => set({ windows: values.windows.filter((_, index) => index !== at) })}>
            {t('common:delete')}
          </Button>
        </div>
      ))}
      <div>
        <Button
          onClick={() =>
            set({
              windows: [
                ...values.windows,
                {
                  name: '',
                  startsAt: new Date().toISOString(),
                  endsAt: new Date(Date.now() + 3_600_000).toISOString(),
                  kinds: ['ceremony'],
                },
              ],
            })
          }
        >
          {t('addWindow')}
        </Button>
      </div>
    </>
  );
}
