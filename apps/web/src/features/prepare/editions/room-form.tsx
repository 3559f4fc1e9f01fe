import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RoomForm as RoomContract, RoomMode, type DraftRoom } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { api } from '../../../lib/api/api.ts';
import { useIntentKey } from '../../../lib/forms/intent-key.ts';
import { numberOf, typedNumber } from '../../../lib/forms/typed.ts';
import { useContractForm } from '../../../lib/forms/use-contract-form.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Button } from '../../../ui/button.tsx';
import { TimeInput } from '../../../ui/dates/date-input.tsx';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { ErrorLine } from '../../../ui/feedback/states.tsx';
import styles from '../prepare.module.css';

const NAMES = ['venueZh', 'venueEn', 'nameZh', 'nameEn'] as const;

const newRoom: RoomContract = {
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

/** A room as it is typed. */
const typedRoom = ({ venueZh, venueEn, nameZh, nameEn, mode, seats, features, opensAt, closesAt }: RoomContract) => ({
  venueZh,
  venueEn,
  nameZh,
  nameEn,
  mode,
  seats: typedNumber(seats),
  features: features.join(', '),
  opensAt: opensAt ?? '',
  closesAt: closesAt ?? '',
});

const roomOf = ({ seats, features, opensAt, closesAt, ...room }: ReturnType<typeof typedRoom>) => ({
  ...room,
  seats: numberOf(seats),
  features: features.split(/[,，、]\s*/).filter(Boolean),
  opensAt: opensAt || null,
  closesAt: closesAt || null,
});

export function RoomForm({
  editionId: edition,
  room,
  done,
}: {
  editionId: string;
  room: DraftRoom | null;
  done: () => void;
}) {
  const { t } = useTranslation(['prepare', 'common']);
  const queries = useQueryClient();
  const intent = useIntentKey();
  const finish = () => {
    void queries.invalidateQueries({ queryKey: queryKeys.draft(edition) });
    done();
  };
  const save = useMutation({
    mutationFn: (body: RoomContract) =>
      room
        ? api('PUT', '/editions/{edition}/rooms/{room}', { path: { edition, room: room.id }, body })
        : intent.send([edition, body], (idempotencyKey) =>
            api('POST', '/editions/{edition}/rooms', { path: { edition }, body, idempotencyKey }),
          ),
    onSuccess: finish,
  });
  const remove = useMutation({
    mutationFn: () => api('DELETE', '/editions/{edition}/rooms/{room}', { path: { edition, room: room?.id ?? '' } }),
    onSuccess: finish,
  });
  const { control, formProps } = useContractForm({
    schema: RoomContract,
    defaultValues: typedRoom(room ?? newRoom),
    contractOf: roomOf,
    send: save,
  });
  const error = save.error ?? remove.error;
  return (
    <form {...formProps} className={styles.form}>
      <div className={styles.two}>
        {NAMES.map((name) => (
          <FormField key={name} control={control} name={name} label={t(name)}>
            <input required maxLength={80} />
          </FormField>
        ))}
        <FormField control={control} name="mode" label={t('mode')}>
          <select>
            {RoomMode.options.map((mode) => (
              <option key={mode} value={mode}>
                {t(`modes.${mode}`)}
              </option>
            ))}
          </select>
        </FormField>
        <FormField control={control} name="seats" label={t('seats')}>
          <input type="number" min={0} />
        </FormField>
        <FormField control={control} name="features" label={t('features')} hint={t('featuresHint')}>
          <input />
        </FormField>
        <FormField control={control} name="opensAt" label={t('opensAt')}>
          <TimeInput />
        </FormField>
        <FormField control={control} name="closesAt" label={t('closesAt')}>
          <TimeInput />
        </FormField>
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
      <ErrorLine error={error} />
    </form>
  );
}
