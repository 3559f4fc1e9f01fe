import { X } from 'lucide-react';
import { useState } from 'react';
import { Autocomplete, Dialog, Input, Modal, ModalOverlay, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button } from '../../../ui/button.tsx';
import { ErrorLine } from '../../../ui/feedback/states.tsx';
import { forgetSearches, recentSearches, saveSearch } from './recent-searches.ts';
import { RecentList, ResultList } from './search-lists.tsx';
import { useSearchResults } from './use-search-results.ts';
import styles from './search-dialog.module.css';

/** Search over everything: what is found stands below as one types; arrows choose, Enter opens, Esc closes. */
export function SearchDialog({ close }: { close: () => void }) {
  const { t } = useTranslation('search');
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const open = (href: string) => {
    saveSearch(typed);
    close();
    void navigate(href);
  };
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={close} className={styles.overlay ?? ''}>
      <Modal className={styles.modal ?? ''}>
        <Dialog aria-label={t('label')} className={styles.dialog ?? ''}>
          <Autocomplete inputValue={typed} onInputChange={setTyped}>
            <div className={styles.top}>
              <SearchField aria-label={t('label')} autoFocus className={styles.field ?? ''}>
                <Input className={styles.input ?? ''} maxLength={100} placeholder={t('placeholder')} />
              </SearchField>
              <Button variant="quiet" aria-label={t('close')} onClick={close}>
                <X size={20} aria-hidden />
              </Button>
            </div>
            <div className={styles.list}>
              {typed.trim() === '' ? <Before choose={setTyped} /> : <Found typed={typed} open={open} />}
            </div>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** While nothing is typed: what can be found, and what was looked for last. */
function Before({ choose }: { choose: (typed: string) => void }) {
  const { t } = useTranslation('search');
  const [recent, setRecent] = useState(recentSearches);
  const forget = () => {
    forgetSearches();
    setRecent([]);
  };
  return (
    <>
      <p className={`small muted ${styles.said}`}>{t('hint')}</p>
      {recent.length > 0 && (
        <>
          <RecentList searches={recent} choose={choose} />
          <Button variant="quiet" onClick={forget}>
            {t('forget')}
          </Button>
        </>
      )}
    </>
  );
}

function Found({ typed, open }: { typed: string; open: (href: string) => void }) {
  const { t } = useTranslation('search');
  const { q, groups, count, isAnswered, error } = useSearchResults(typed);
  return (
    <>
      {groups.length > 0 && <ResultList groups={groups} typed={q} open={open} />}
      <ErrorLine error={error} />
      {isAnswered && count === 0 && <p className={styles.said}>{t('nothing', { typed: q })}</p>}
      <p className="visually-hidden" role="status">
        {isAnswered && count > 0 && t('found', { count })}
      </p>
    </>
  );
}
