import { Search } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { withTexts } from '../../i18n/index.ts';
import { Button } from '../../ui/button.tsx';
import { NotLoaded } from '../../ui/overlays/not-loaded.tsx';
import { useOnPress } from '../../ui/overlays/on-press.ts';
import styles from './search-button.module.css';

const load = () => withTexts(['search'], import('./dialog/search-dialog.tsx')).then(({ SearchDialog }) => SearchDialog);

/** Opens the search over everything, as ⌘K, Ctrl+K and / do on every page; the dialog comes with its first use. */
export function SearchButton() {
  const { t } = useTranslation('common');
  const { Open, failed, open, close, ahead } = useOnPress(load);
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!opensSearch(event)) return;
    event.preventDefault();
    open();
  });
  useEffect(() => {
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  const isApple = navigator.platform.startsWith('Mac') || navigator.platform.startsWith('iP');
  return (
    <>
      <Button
        {...ahead}
        variant="quiet"
        className={styles.button}
        aria-haspopup="dialog"
        aria-keyshortcuts="Meta+K Control+K /"
        onClick={open}
      >
        <Search size={20} aria-hidden />
        <span className={styles.words}>{t('search')}</span>
        <kbd className={styles.keys} aria-hidden>
          {isApple ? '⌘K' : 'Ctrl K'}
        </kbd>
      </Button>
      {Open && <Open close={close} />}
      {failed && <NotLoaded />}
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
