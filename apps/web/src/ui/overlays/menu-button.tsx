import type { ReactNode } from 'react';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { PageLocale } from '../../i18n/page-locale.tsx';
import { OverlayButton, type OverlayButtonProps } from './overlay-button.tsx';
import styles from './overlays.module.css';

export interface MenuEntry {
  id: string;
  label: string;
  icon?: ReactNode;
  disabled?: boolean;
  act: () => void;
}

/** A button and its menu: what can be done, each by a press, an arrow and Enter, or its first letters. */
export function MenuButton({ entries, ...button }: OverlayButtonProps & { entries: readonly MenuEntry[] }) {
  return (
    <PageLocale>
      <MenuTrigger>
        <OverlayButton {...button} />
        <Popover className={styles.popover}>
          <Menu className={styles.menu} aria-label={button.label}>
            {entries.map(({ id, label, icon, disabled = false, act }) => (
              <MenuItem key={id} id={id} textValue={label} className={styles.item} isDisabled={disabled} onAction={act}>
                {icon}
                {label}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </PageLocale>
  );
}
