import type { Stage } from '@everexpo/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '../stage/stage.module.css';

export type Deck = NonNullable<Stage['deck']>;

/** One page of a deck, and under it what there is to do with it, or else its number. */
export function DeckPage({ deck, children }: { deck: Deck; children?: ReactNode }) {
  const { t } = useTranslation('common');
  const label = t('deckPage', { n: deck.page, total: deck.pages });
  return (
    <section className={styles.deck} aria-label={t('deck')}>
      <img src={pageAddress(deck, deck.page)} alt={label} data-page={deck.page} />
      {children ?? <p className="small muted">{label}</p>}
    </section>
  );
}

/** The picture of one page of a deck. */
export const pageAddress = ({ projectId, version }: Deck, page: number) =>
  `/api/projects/${projectId}/deck/pages/${page}?v=${version}`;
