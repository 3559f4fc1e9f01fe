import { Settings2 } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/format.ts';
import { useMe } from '../../../lib/account/me.ts';
import { NotLoaded } from '../../../ui/overlays/not-loaded.tsx';
import { useOnPress } from '../../../ui/overlays/on-press.ts';
import styles from './header.module.css';

const load = () => import('./own-menu-items.tsx').then(({ OwnMenuItems }) => OwnMenuItems);

/** Opens what is one's own on any page: who one is, language, theme, help and the way out. */
export function OwnMenu() {
  const { t } = useTranslation('shell');
  const { pick } = useFormats();
  const person = useMe().data?.person;
  const { Open, failed, open, close, ahead } = useOnPress(load);
  const button = useRef<HTMLButtonElement>(null);
  const name = person ? pick(person.name, person.nameEn) : '';
  return (
    <>
      <button
        {...ahead}
        ref={button}
        type="button"
        className={`${styles.tool} ${person ? '' : styles.deskOnly}`}
        aria-haspopup="menu"
        aria-expanded={Open !== null}
        aria-label={person ? t('own.menu', { name }) : t('own.settings')}
        onClick={open}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          open();
        }}
      >
        {person ? (
          <>
            {/* Drawn by its style: it is no part of the name. */}
            <span className={styles.initial} data-initial={[...name][0]} aria-hidden />
            <span className={styles.who}>{name}</span>
          </>
        ) : (
          <Settings2 size={20} aria-hidden />
        )}
      </button>
      {Open && <Open trigger={button} onClose={close} />}
      {failed && <NotLoaded />}
    </>
  );
}
