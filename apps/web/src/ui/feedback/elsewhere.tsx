import { useTranslation } from 'react-i18next';
import { Button } from '../button.tsx';

/** One has gone on in another page; nothing happens here until it is taken back. */
export function Elsewhere({ takeBack }: { takeBack: () => void }) {
  const { t } = useTranslation('common');
  return (
    <div data-elsewhere>
      <strong>{t('elsewhere.title')}</strong>
      <p>{t('elsewhere.hint')}</p>
      <Button variant="primary" large onClick={takeBack}>
        {t('elsewhere.takeBack')}
      </Button>
    </div>
  );
}
