import { X } from 'lucide-react';
import { useSyncExternalStore, type ReactNode, type RefObject } from 'react';
import {
  Dialog,
  Header,
  Heading,
  I18nProvider,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  Popover,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/format.ts';
import { keysOf } from '../../../lib/keys-of.ts';
import styles from './overlay.module.css';

interface Opened {
  /** The control that has opened it: it stands there, and the focus goes back there. */
  trigger: RefObject<HTMLElement | null>;
  onClose: () => void;
  children: ReactNode;
}

/** React Aria's own words are in the page's language. */
function InPageLanguage({ children }: { children: ReactNode }) {
  const { zh } = useFormats();
  return <I18nProvider locale={zh ? 'zh-CN' : 'en-GB'}>{children}</I18nProvider>;
}

const closing = (onClose: () => void) => (isOpen: boolean) => {
  if (!isOpen) onClose();
};

/** A menu below its control; `lead` stands above what can be chosen. */
export function MenuBelow({
  trigger,
  onClose,
  label,
  lead,
  onAction,
  children,
}: Opened & { label: string; lead?: ReactNode; onAction: (id: string) => void }) {
  return (
    <InPageLanguage>
      <Popover
        isOpen
        triggerRef={trigger}
        onOpenChange={closing(onClose)}
        placement="bottom end"
        className={styles.popover ?? ''}
      >
        {lead && <div className={styles.lead}>{lead}</div>}
        <Menu
          aria-label={label}
          autoFocus="first"
          className={styles.menu ?? ''}
          onClose={onClose}
          onAction={(id) => onAction(String(id))}
        >
          {children}
        </Menu>
      </Popover>
    </InPageLanguage>
  );
}

export function MenuEntry({ id, icon, children }: { id: string; icon?: ReactNode; children: string }) {
  return (
    <MenuItem id={id} textValue={children} className={styles.item ?? ''}>
      {icon}
      <span>{children}</span>
    </MenuItem>
  );
}

/** Several of which one is chosen; choosing leaves the menu open, so that one sees what it does. */
export function MenuChoice<K extends string>({
  title,
  options,
  chosen,
  onChoose,
}: {
  title: string;
  options: Record<K, string>;
  chosen: K;
  onChoose: (key: K) => void;
}) {
  return (
    <MenuSection
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen]}
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : [...keys];
        if (key !== undefined) onChoose(key as K);
      }}
      className={styles.section ?? ''}
    >
      <Header className={styles.sectionTitle ?? ''}>{title}</Header>
      {keysOf(options).map((key) => (
        <MenuItem key={key} id={key} textValue={options[key]} className={styles.item ?? ''} shouldCloseOnSelect={false}>
          {({ isSelected }) => (
            <>
              <span className={styles.radio} data-chosen={isSelected} aria-hidden />
              <span lang={key === 'zh' ? 'zh-CN' : key === 'en' ? 'en' : undefined}>{options[key]}</span>
            </>
          )}
        </MenuItem>
      ))}
    </MenuSection>
  );
}

const PHONE = '(max-width: 899px)';
const onResize = (changed: () => void) => {
  const query = matchMedia(PHONE);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
};

/** A panel below its control; on phones a sheet from below. */
export function Panel({ trigger, onClose, title, children }: Opened & { title: string }) {
  const phone = useSyncExternalStore(onResize, () => matchMedia(PHONE).matches);
  const dialog = (
    <Dialog className={styles.dialog ?? ''}>
      <div className={styles.head}>
        <Heading slot="title" className={styles.title ?? ''}>
          {title}
        </Heading>
        <CloseButton onClose={onClose} />
      </div>
      <div className={styles.content}>{children}</div>
    </Dialog>
  );
  return (
    <InPageLanguage>
      {phone ? (
        <ModalOverlay isOpen isDismissable onOpenChange={closing(onClose)} className={styles.shade ?? ''}>
          <Modal className={styles.sheet ?? ''}>{dialog}</Modal>
        </ModalOverlay>
      ) : (
        <Popover
          isOpen
          triggerRef={trigger}
          onOpenChange={closing(onClose)}
          placement="bottom end"
          className={`${styles.popover} ${styles.panel}`}
        >
          {dialog}
        </Popover>
      )}
    </InPageLanguage>
  );
}

function CloseButton({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell');
  return (
    <button type="button" className={styles.close} aria-label={t('close')} onClick={onClose}>
      <X size={20} aria-hidden />
    </button>
  );
}
