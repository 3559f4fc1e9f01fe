import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { api } from '../../lib/api.ts';
import { useMe } from '../../lib/me.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { SignInOffer } from '../../ui/sign-in-offer.tsx';
import { errorText, Notice } from '../../ui/states.tsx';

/** Where a table's QR code leads: one says that one is there. */
export default function CheckInPage() {
  const { t } = useTranslation(['meetings', 'common']);
  const { token = '' } = useParams();
  const { data: me } = useMe();
  const arrive = useMutation({ mutationFn: () => api('POST', '/check-in/{token}', { path: { token } }) });
  return (
    <Page title={t('checkIn.title')} width="narrow">
      <h1>{t('checkIn.title')}</h1>
      <SignInOffer />
      {me?.person && !arrive.data && (
        <div>
          <Button variant="primary" large disabled={arrive.isPending} onClick={() => arrive.mutate()}>
            {t('common:here')}
          </Button>
        </div>
      )}
      <div role="status">
        {arrive.data && (
          <Notice gold>
            <strong>{t('checkIn.done', { n: arrive.data.table ?? '' })}</strong>
          </Notice>
        )}
        {arrive.error && <Notice>{errorText(arrive.error, t('common:errors.network'))}</Notice>}
      </div>
      {arrive.data && (
        <div>
          <ButtonLink to={`/negotiations/${arrive.data.id}`}>{t('common:enterRoom')}</ButtonLink>
        </div>
      )}
    </Page>
  );
}
