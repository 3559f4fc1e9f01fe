import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { api } from '../../lib/api/api.ts';
import { useMe } from '../../lib/account/me.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { SignInOffer } from '../../ui/feedback/sign-in-offer.tsx';
import { errorText, Notice } from '../../ui/feedback/states.tsx';

/** Where a table's QR code leads: one says that one is there. */
export default function CheckInPage() {
  const { t } = useTranslation(['meetings', 'common']);
  const { token = '' } = useParams();
  const { data: me } = useMe();
  const checkIn = useMutation({ mutationFn: () => api('POST', '/check-in/{token}', { path: { token } }) });
  return (
    <Page title={t('checkIn.title')} width="narrow">
      <h1>{t('checkIn.title')}</h1>
      <SignInOffer />
      {me?.person && !checkIn.data && (
        <div>
          <Button variant="primary" large disabled={checkIn.isPending} onClick={() => checkIn.mutate()}>
            {t('common:here')}
          </Button>
        </div>
      )}
      <div role="status">
        {checkIn.data && (
          <Notice gold>
            <strong>{t('checkIn.done', { n: checkIn.data.table ?? '' })}</strong>
          </Notice>
        )}
        {checkIn.error && <Notice>{errorText(checkIn.error, t('common:errors.network'))}</Notice>}
      </div>
      {checkIn.data && (
        <div>
          <ButtonLink to={`/negotiations/${checkIn.data.id}`}>{t('common:enterRoom')}</ButtonLink>
        </div>
      )}
    </Page>
  );
}
