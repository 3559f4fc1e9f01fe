import type { DraftSession, Effects } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/format.ts';
import { trackTone } from '../../../ui/badges.tsx';
import type { GridHandling } from './grid-model.ts';
import { ruleLabel } from '../rule-labels.ts';
import styles from './grid.module.css';
import type { Place } from './use-moves.ts';

type Effect = Effects['cells'][number];

interface GridCellProps {
  row: number;
  column: number;
  first: boolean;
  place: Place;
  label: string;
  sessions: DraftSession[];
  running: DraftSession | undefined;
  effect: Effect | undefined;
  grid: GridHandling;
}

/** One cell: what stands in it, and, while something is in hand, what would come of putting it here. */
export function GridCell({ row, column, first, place, label, sessions, running, effect, grid }: GridCellProps) {
  const { t } = useTranslation('prepare');
  const [over, setOver] = useState(false);
  const { inHand } = grid;
  const home = inHand !== null && sessions.some((session) => session.id === inHand.session.id);
  const tone = inHand && effect && !home ? toneOf(effect) : null;
  const click = () => {
    if (inHand) grid.onDrop(place);
    else if (sessions[0]) grid.onSelect(sessions[0].id);
  };
  const words = useEffectWords();
  return (
    <div
      role="gridcell"
      tabIndex={first || over ? 0 : -1}
      data-row={row}
      data-column={column}
      data-over={over}
      aria-selected={sessions.some((session) => session.id === grid.selectedId)}
      className={[styles.cell, tone ? styles[tone] : '', running ? styles.running : '', over ? styles.over : ''].join(
        ' ',
      )}
      onClick={click}
      onDragOver={(event) => {
        if (!inHand) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        grid.onDrop(place);
      }}
    >
      <span className="visually-hidden">{label}</span>
      {running && sessions.length === 0 && (
        <span className={styles.runningNote}>{t('runningOn', { code: running.code })}</span>
      )}
      {sessions.map((session) => (
        <SessionBlock key={session.id} session={session} grid={grid} />
      ))}
      {tone && effect && <span className={styles.effect}>{words(effect)}</span>}
    </div>
  );
}

function SessionBlock({ session, grid }: { session: DraftSession; grid: GridCellProps['grid'] }) {
  const { t } = useTranslation(['prepare', 'common']);
  const { pick } = useFormats();
  const holder = grid.held.get(session.id);
  const moved =
    session.published !== null &&
    (session.published.roomId !== session.roomId || session.published.startsAt !== session.startsAt);
  return (
    <div
      draggable={!session.begun && !session.locked}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', session.code);
        event.dataTransfer.effectAllowed = 'move';
        grid.onTake(session);
      }}
      onDragEnd={grid.onCancel}
      className={[
        styles.block,
        trackTone(session.track),
        grid.selectedId === session.id ? styles.selected : '',
        grid.inHand?.session.id === session.id ? styles.inHand : '',
        grid.broken.has(session.code) ? styles.broken : '',
      ].join(' ')}
    >
      <strong>
        {session.code}
        {session.locked && ` 🔒`}
        {session.begun && ` · ${t('begun')}`}
        {grid.broken.has(session.code) && ` · ${t('conflict')}`}
      </strong>
      <span>{pick(session.titleZh, session.titleEn)}</span>
      <span className="figures">
        {t('common:pitches', { count: session.pitchCount })}
        {moved && ` · ${t('moved')}`}
        {session.published === null && ` · ${t('fresh')}`}
      </span>
      {holder && <em>{t('heldBy', { name: holder })}</em>}
    </div>
  );
}

function toneOf(effect: Effect): 'forbidden' | 'worseHard' | 'worse' | 'better' | 'same' {
  if (!effect.allowed) return 'forbidden';
  if (effect.delta.hard < 0) return 'worseHard';
  const gain = effect.delta.hard || effect.delta.medium || effect.delta.soft;
  if (gain < 0) return 'worse';
  return gain > 0 ? 'better' : 'same';
}

/** The change in one line: how much, and the rule that gets worst. */
function useEffectWords(): (effect: Effect) => string {
  const { t } = useTranslation('prepare');
  const { label, count } = useFormats();
  return (effect) => {
    if (!effect.allowed) return t('notAllowed');
    const signed = (n: number) => `${n > 0 ? '+' : ''}${count(n)}`;
    const amount =
      effect.delta.hard !== 0
        ? `${t('hard')} ${signed(effect.delta.hard)}`
        : effect.delta.medium !== 0
          ? `${t('medium')} ${signed(effect.delta.medium)}`
          : signed(effect.delta.soft);
    const gain = effect.delta.hard || effect.delta.medium || effect.delta.soft;
    const because = effect.worst && gain < 0 ? ` ${label(ruleLabel(effect.worst.constraint))}` : '';
    return `${effect.swapWith ? `⇄ ` : ''}${amount}${because}`;
  };
}
