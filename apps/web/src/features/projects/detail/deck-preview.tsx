import type { ProjectDetail } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import styles from './project-page.module.css';

const PREVIEWED = 3;

interface DeckPreviewProps {
  projectId: string;
  deck: NonNullable<ProjectDetail['deck']>;
}

/** The first pages of the deck, as its pitch has shown them. */
export function DeckPreview({ projectId, deck }: DeckPreviewProps) {
  const { t } = useTranslation(['projects', 'common']);
  const pages = Array.from({ length: Math.min(PREVIEWED, deck.pages) }, (_, at) => at + 1);
  return (
    <section>
      <h2>{t('common:deck')}</h2>
      <p className="small muted">{t('deckPages', { count: deck.pages })}</p>
      <div className={styles.deck}>
        {pages.map((page) => (
          <img
            key={page}
            src={`/api/projects/${projectId}/deck/pages/${page}?v=${deck.sha256.slice(0, 12)}`}
            alt={t('common:deckPage', { n: page, total: deck.pages })}
            width="960"
            height="540"
            loading="lazy"
          />
        ))}
      </div>
    </section>
  );
}
