import { CalendarDays, Star } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Dialog } from '../../ui/overlays/dialog.tsx';
import { MenuButton } from '../../ui/overlays/menu-button.tsx';
import { PopoverButton } from '../../ui/overlays/popover-button.tsx';
import { Group } from './group.tsx';
import styles from './styles.module.css';

export function OverlayStates() {
  const { t } = useTranslation('styles');
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState('');
  return (
    <Group title={t('overlays')}>
      <div className={styles.row}>
        <MenuButton
          label={t('menu')}
          entries={[
            { id: 'favourite', label: t('favourite'), icon: <Star size={18} aria-hidden />, act: () => setChosen('★') },
            { id: 'date', label: t('date'), icon: <CalendarDays size={18} aria-hidden />, act: () => setChosen('◷') },
            { id: 'disabled', label: t('disabled'), disabled: true, act: () => setChosen('') },
          ]}
        />
        <PopoverButton label={t('popover')}>
          <p>{t('hint')}</p>
        </PopoverButton>
        <Button onClick={() => setOpen(true)}>{t('dialog')}</Button>
        <span role="status">{chosen}</span>
      </div>
      <Dialog title={t('dialog')} isOpen={isOpen} close={() => setOpen(false)}>
        <Field label={t('text')}>
          <input />
        </Field>
      </Dialog>
    </Group>
  );
}
