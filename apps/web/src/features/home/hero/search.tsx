import { fieldLabels } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useFormats } from '../../../lib/format.ts';
import { keysOf } from '../../../lib/keys-of.ts';
import { Button } from '../../../ui/button.tsx';
import styles from './hero.module.css';

/** Words to look for among the projects; a field's chip looks for them in that field. */
export function Search() {
  const { t } = useTranslation(['home', 'common']);
  const { label } = useFormats();
  const navigate = useNavigate();
  const look = (form: FormData) => {
    const wanted = [...form].filter((entry): entry is [string, string] => entry[1] !== '');
    return navigate(`/projects?${new URLSearchParams(wanted)}`);
  };
  return (
    <search>
      <form className={styles.search} action={(form: FormData) => void look(form)}>
        <input
          name="q"
          type="search"
          maxLength={100}
          aria-label={t('common:searchProjects')}
          placeholder={t('searchHint')}
        />
        <Button type="submit" variant="primary">
          {t('common:searchProjects')}
        </Button>
        <div className={styles.chips} role="group" aria-label={t('common:field')}>
          {keysOf(fieldLabels).map((field) => (
            <button key={field} type="submit" name="field" value={field}>
              {label(fieldLabels[field])}
            </button>
          ))}
        </div>
      </form>
    </search>
  );
}
