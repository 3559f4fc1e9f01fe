import { Search } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withTexts } from '../../i18n/index.ts';
import { Button } from '../../ui/button.tsx';
import styles from './search-button.module.css';

const SearchDialog = lazy(() => withTexts(['search'], import('./dialog/search-dialog.tsx')));

/** Opens the search over everything, as ⌘K, Ctrl+K and / do on every page; the dialog comes with its first use. */
export function SearchButton() {
  const { t } = useTranslation('common');
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!opensSearch(event)) return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  const isApple = navigator.platform.startsWith('Mac') || navigator.platform.startsWith('iP');
  return (
    <>
      <Button
        variant="quiet"
        className={styles.button}
        aria-label={t('search')}
        aria-haspopup="dialog"
        aria-keyshortcuts="Meta+K Control+K /"
        onClick={() => setOpen(true)}
      >
        <Search size={20} aria-hidden />
        <span className={styles.words}>{t('search')}</span>
        <kbd className={styles.keys}>{isApple ? '⌘K' : 'Ctrl K'}</kbd>
      </Button>
      {open && (
        <Suspense>
          <SearchDialog close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Keys that open the search: / only where nothing is being typed. */
function opensSearch({ key, metaKey, ctrlKey, altKey, isComposing, target }: KeyboardEvent): boolean {
  if (isComposing || altKey) return false;
  if (metaKey || ctrlKey) return key.toLowerCase() === 'k';
  const typing = target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], dialog');
  return key === '/' && !typing;
}
