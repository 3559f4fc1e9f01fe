import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { api } from '../../lib/api/api.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { CheckIn } from '../../ui/check-in.tsx';

/** Where a table's QR code leads. */
export default function CheckInPage() {
  const { t } = useTranslation(['meetings', 'common']);
  const { token = '' } = useParams();
  const checkIn = useMutation({ mutationFn: () => api('POST', '/check-in/{token}', { path: { token } }) });
  return (
    <CheckIn
      title={t('checkIn.title')}
      checkIn={checkIn}
      done={t('checkIn.done', { n: checkIn.data?.table ?? '' })}
      next={<ButtonLink to={`/negotiations/${checkIn.data?.id}`}>{t('common:enterRoom')}</ButtonLink>}
    />
  );
}
