import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { api } from '../../../lib/api/api.ts';
import { ButtonLink } from '../../../ui/button.tsx';
import { CheckIn } from '../../../ui/check-in.tsx';

/** Where the QR code in a hall leads. */
export default function HallCheckInPage() {
  const { t } = useTranslation('session');
  const { id = '', code = '' } = useParams();
  const checkIn = useMutation({
    mutationFn: () => api('POST', '/sessions/{id}/hall/check-ins', { path: { id }, body: { code } }),
  });
  return (
    <CheckIn
      title={t('checkIn.title')}
      checkIn={checkIn}
      done={t('checkIn.done')}
      next={<ButtonLink to={`/sessions/${id}`}>{t('checkIn.toSession')}</ButtonLink>}
    />
  );
}
