import { Bookmark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { ErrorLine } from '../../../ui/feedback/states.tsx';
import { useFavourites } from './use-favourites.ts';
import styles from './favourite-button.module.css';

/** Marks a project to find it again; the words stand beside the sign where there is room. */
export function FavouriteButton({ id, title, words = false }: { id: string; title: string; words?: boolean }) {
  const { t } = useTranslation('projects');
  const { ids, mark, error } = useFavourites();
  const marked = ids.includes(id);
  return (
    <>
      <Button
        variant={words ? 'plain' : 'quiet'}
        className={styles.button}
        // Words say by themselves how it stands.
        {...(words ? {} : { 'aria-pressed': marked, 'aria-label': t('favouriteOf', { title }) })}
        onClick={() => mark(id, !marked)}
      >
        <Bookmark size={20} aria-hidden className={marked ? styles.marked : ''} />
        {words && t(marked ? 'isFavourite' : 'favourite')}
      </Button>
      <ErrorLine error={error} />
    </>
  );
}
