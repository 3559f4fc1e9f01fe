import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { api } from '../../../lib/api/api.ts';
import { useMe } from '../../../lib/account/me.ts';
import { Button, ButtonLink } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { SignInOffer } from '../../../ui/feedback/sign-in-offer.tsx';
import { errorText, Notice } from '../../../ui/feedback/states.tsx';

/** Where the QR code in a hall leads: one says that one is there. */
export default function HallCheckInPage() {
  const { t } = useTranslation(['session', 'common']);
  const { id = '', code = '' } = useParams();
  const { data: me } = useMe();
  const checkIn = useMutation({
    mutationFn: () => api('POST', '/sessions/{id}/hall/check-ins', { path: { id }, body: { code } }),
  });
  return (
    <Page title={t('checkIn.title')} width="narrow">
      <h1>{t('checkIn.title')}</h1>
      <SignInOffer />
      {me?.person && !checkIn.isSuccess && (
        <div>
          <Button variant="primary" large disabled={checkIn.isPending} onClick={() => checkIn.mutate()}>
            {t('common:here')}
          </Button>
        </div>
      )}
      <div role="status">
        {checkIn.isSuccess && (
          <Notice gold>
            <strong>{t('checkIn.done')}</strong>
          </Notice>
        )}
        {checkIn.error && <Notice>{errorText(checkIn.error, t('common:errors.network'))}</Notice>}
      </div>
      {checkIn.isSuccess && (
        <div>
          <ButtonLink to={`/sessions/${id}`}>{t('checkIn.toSession')}</ButtonLink>
        </div>
      )}
    </Page>
  );
}
