import type { ReactNode } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { PageLocale } from '../../i18n/page-locale.tsx';
import { OverlayButton, type OverlayButtonProps } from './overlay-button.tsx';
import styles from './overlays.module.css';

/** A button and what it shows beside itself: something to read or set, without leaving the page. */
export function PopoverButton({ children, ...button }: OverlayButtonProps & { children: ReactNode }) {
  return (
    <PageLocale>
      <DialogTrigger>
        <OverlayButton {...button} />
        <Popover className={styles.popover}>
          <Dialog className={styles.dialog} aria-label={button.label}>
            {children}
          </Dialog>
        </Popover>
      </DialogTrigger>
    </PageLocale>
  );
}
