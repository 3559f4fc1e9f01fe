import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';

export default function NotFoundPage() {
  const { t } = useTranslation('shell');
  return (
    <Page title={t('notFound')} frame="reading">
      <h1>{t('notFound')}</h1>
      <p className="muted">{t('notFoundHint')}</p>
      <div>
        <ButtonLink to="/">{t('toHome')}</ButtonLink>
      </div>
    </Page>
  );
}
