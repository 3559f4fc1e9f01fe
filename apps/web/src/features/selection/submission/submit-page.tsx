import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../../../lib/api/api.ts';
import { useFormats } from '../../../lib/format.ts';
import { useMe, useRole } from '../../../lib/account/me.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Page } from '../../../ui/page.tsx';
import { Refusal } from '../../../ui/feedback/refusal.tsx';
import { Empty, Skeleton } from '../../../ui/feedback/states.tsx';
import { SubmitForm } from './submit-form.tsx';

/** Owners hand a project in, stewards nominate one, while the call is open. */
export default function SubmitPage() {
  const { t } = useTranslation('selection');
  const { pick, dayAndTime } = useFormats();
  const { data: me } = useMe();
  const owner = useRole('owner');
  const steward = useRole('steward');
  const { data } = useQuery({
    queryKey: queryKeys.call(),
    queryFn: ({ signal }) => get('/call', { signal }),
  });
  return (
    <Page title={t('submit')} frame="reading">
      <div>
        <h1>{t('submit')}</h1>
        {data?.call && (
          <p className="muted">
            {pick(data.call.nameZh, data.call.nameEn)} ·{' '}
            {t('until', {
              time: dayAndTime(data.call.closesAt, data.call.timeZone),
              zone: data.call.timeZone,
            })}
          </p>
        )}
      </div>
      {!data && <Skeleton height={320} />}
      {data && !data.call && <Empty>{t('noCall')}</Empty>}
      {data?.call && me && !owner && !steward && <Refusal>{t('whoSubmits')}</Refusal>}
      {data?.call && (owner || steward) && <SubmitForm call={data.call} nominates={!owner} />}
    </Page>
  );
}
