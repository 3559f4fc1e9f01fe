import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';

export default function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('common.notFound')} width="narrow">
      <h1>{t('common.notFound')}</h1>
      <p className="muted">{t('common.notFoundHint')}</p>
      <div>
        <ButtonLink to="/">{t('common.toHome')}</ButtonLink>
      </div>
    </Page>
  );
}
