import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useTranslation } from 'react-i18next';
import { PageLocale } from '../../i18n/page-locale.tsx';
import styles from './overlays.module.css';

interface DialogProps {
  title: string;
  isOpen: boolean;
  close: () => void;
  children: ReactNode;
}

/** Something to finish or leave before the page goes on; on a phone a sheet from below. Escape closes it. */
export function Dialog({ title, isOpen, close, children }: DialogProps) {
  const { t } = useTranslation('common');
  return (
    <PageLocale>
      <ModalOverlay className={styles.scrim} isOpen={isOpen} onOpenChange={(open) => !open && close()} isDismissable>
        <Modal className={styles.modal}>
          <AriaDialog className={styles.dialog}>
            <header className={styles.head}>
              <Heading slot="title" level={2}>
                {title}
              </Heading>
              <Button className={styles.press} aria-label={t('closeDialog')} onPress={close}>
                <X size={20} aria-hidden />
              </Button>
            </header>
            {children}
          </AriaDialog>
        </Modal>
      </ModalOverlay>
    </PageLocale>
  );
}
