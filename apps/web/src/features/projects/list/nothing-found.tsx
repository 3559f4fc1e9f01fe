import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/feedback/states.tsx';
import styles from './filters.module.css';

interface NothingFoundProps {
  params: URLSearchParams;
  setParams: (params: URLSearchParams) => void;
}

const CONDITIONS = [
  ['track', 'loosenTrack'],
  ['field', 'loosenField'],
  ['city', 'loosenCity'],
  ['favourites', 'loosenFavourites'],
] as const;

/** Says which condition could go, one press each. */
export function NothingFound({ params, setParams }: NothingFoundProps) {
  const { t } = useTranslation('projects');
  const words = (params.get('q') ?? '').split(/\s+/).filter(Boolean);
  const without = (name: string, value?: string) => {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next);
  };
  const conditions = CONDITIONS.filter(([name]) => params.has(name));
  return (
    <Empty>
      <p>{t('empty')}</p>
      {words.length + conditions.length > 1 && (
        <>
          <p>{t('loosen')}</p>
          <div className={styles.loosen}>
            {words.length > 1 &&
              words.map((word, at) => (
                <Button key={at} onClick={() => without('q', words.filter((_, other) => other !== at).join(' '))}>
                  {t('loosenWord', { word })}
                </Button>
              ))}
            {conditions.map(([name, text]) => (
              <Button key={name} onClick={() => without(name)}>
                {t(text)}
              </Button>
            ))}
          </div>
        </>
      )}
      {params.size > 0 && <Button onClick={() => setParams(new URLSearchParams())}>{t('startAgain')}</Button>}
    </Empty>
  );
}
