import { useMutation } from '@tanstack/react-query';
import type { Stage } from '@everexpo/contracts';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../lib/api/api.ts';
import { useRole } from '../../../lib/account/me.ts';
import { useOnStage } from '../../../lib/on-stage.ts';
import { Button } from '../../../ui/button.tsx';
import { DeckPage, pageAddress, type Deck } from './deck-page.tsx';
import { useSeeStage, useSession } from '../feed/session-feed.tsx';
import styles from '../stage/stage.module.css';

/** The page of the deck that everybody sees; who presents on stage, and the organizers, turn it. */
export function DeckView({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation('session');
  const { stage } = useSession();
  const organizer = useRole('organizer');
  const owner = useRole('owner');
  const onStage = useOnStage();
  const { deck } = stage;
  useNextPageReady(deck);
  if (!deck) return <p className={styles.noDeck}>{t('deck.none')}</p>;
  return (
    <DeckPage deck={deck}>
      {organizer || (owner && onStage) ? <Turning sessionId={sessionId} deck={deck} /> : undefined}
    </DeckPage>
  );
}

/** Fetches the page after this one, so that it is there when it is turned. */
function useNextPageReady(deck: Stage['deck']): void {
  useEffect(() => {
    if (deck && deck.page < deck.pages) new Image().src = pageAddress(deck, deck.page + 1);
  }, [deck]);
}

function Turning({ sessionId, deck }: { sessionId: string; deck: Deck }) {
  const { t } = useTranslation(['session', 'common']);
  const see = useSeeStage();
  const { mutate } = useMutation({
    mutationFn: (page: number) => api('PUT', '/sessions/{id}/stage/page', { path: { id: sessionId }, body: { page } }),
    onSuccess: see,
  });
  const { page, pages } = deck;
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (
        event.target instanceof HTMLElement &&
        event.target.closest('input, textarea, select, [role="tablist"], [role="log"]')
      )
        return;
      if ((event.key === 'ArrowRight' || event.key === 'PageDown') && page < pages) mutate(page + 1);
      if ((event.key === 'ArrowLeft' || event.key === 'PageUp') && page > 1) mutate(page - 1);
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [mutate, page, pages]);
  return (
    <div className={styles.deckRow} title={t('deck.hint')}>
      <Button disabled={page <= 1} aria-keyshortcuts="ArrowLeft" onClick={() => mutate(page - 1)}>
        <ChevronLeft size={18} aria-hidden="true" />
        {t('deck.back')}
      </Button>
      <span className="figures">{t('common:deckPage', { n: page, total: pages })}</span>
      <Button disabled={page >= pages} aria-keyshortcuts="ArrowRight" onClick={() => mutate(page + 1)}>
        {t('deck.forth')}
        <ChevronRight size={18} aria-hidden="true" />
      </Button>
    </div>
  );
}
