import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { api } from '../../lib/api.ts';
import { useMe } from '../../lib/me.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { SignInOffer } from '../../ui/sign-in-offer.tsx';
import { errorText, Notice } from '../../ui/states.tsx';

/** Where the QR code in a hall leads: one says that one is there. */
export default function ArrivePage() {
  const { t } = useTranslation(['session', 'common']);
  const { id = '', code = '' } = useParams();
  const { data: me } = useMe();
  const arrive = useMutation({
    mutationFn: () => api('POST', '/sessions/{id}/hall/arrivals', { path: { id }, body: { code } }),
  });
  return (
    <Page title={t('arrive.title')} width="narrow">
      <h1>{t('arrive.title')}</h1>
      <SignInOffer />
      {me?.person && !arrive.isSuccess && (
        <div>
          <Button look="primary" large disabled={arrive.isPending} onClick={() => arrive.mutate()}>
            {t('common:here')}
          </Button>
        </div>
      )}
      <div role="status">
        {arrive.isSuccess && (
          <Notice gold>
            <strong>{t('arrive.done')}</strong>
          </Notice>
        )}
        {arrive.error && <Notice>{errorText(arrive.error, t('common:errors.network'))}</Notice>}
      </div>
      {arrive.isSuccess && (
        <div>
          <ButtonLink to={`/sessions/${id}`}>{t('arrive.toSession')}</ButtonLink>
        </div>
      )}
    </Page>
  );
}
