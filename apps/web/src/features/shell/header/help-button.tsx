import { CircleQuestionMark } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { withTexts } from '../../../i18n/index.ts';
import { NotLoaded } from '../../../ui/overlays/not-loaded.tsx';
import { useOnPress } from '../../../ui/overlays/on-press.ts';
import styles from './header.module.css';

const load = () => withTexts(['help'], import('./help-panel.tsx')).then(({ HelpPanel }) => HelpPanel);

/** Opens what is to be known of the page one is on; phones have it among what the tabs have no room for. */
export function HelpButton() {
  const { t } = useTranslation('shell');
  const { Open, failed, open, close, ahead } = useOnPress(load);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        {...ahead}
        ref={button}
        type="button"
        className={`${styles.tool} ${styles.deskOnly}`}
        aria-haspopup="dialog"
        aria-expanded={Open !== null}
        aria-label={t('help')}
        onClick={open}
      >
        <CircleQuestionMark size={20} aria-hidden />
      </button>
      {Open && <Open trigger={button} onClose={close} />}
      {failed && <NotLoaded />}
    </>
  );
}
