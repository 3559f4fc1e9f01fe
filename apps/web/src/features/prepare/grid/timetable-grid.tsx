import type { Draft, DraftSession } from '@everexpo/contracts';
import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/format.ts';
import { GridCell } from './grid-cell.tsx';
import { cellKey, occupancy, rowsOf, type GridHandling } from './grid-model.ts';
import styles from './grid.module.css';

/** Least width of a room's column. */
const ROOM_PX = 118;

interface TimetableGridProps extends GridHandling {
  draft: Draft;
  day: string;
  onKey: (key: 'tray' | 'lock' | 'previous-day' | 'next-day', session: DraftSession | undefined) => void;
}

/** Day by room. Arrow keys walk the cells, Enter takes a session in hand and puts it down, Escape lets it go. */
export function TimetableGrid(props: TimetableGridProps) {
  const { draft, day, inHand } = props;
  const { t } = useTranslation(['prepare', 'common']);
  const { pick, time } = useFormats();
  const rows = rowsOf(draft, day);
  const { at, running } = occupancy(draft, rows);
  const grid = useRef<HTMLDivElement>(null);
  const effects = new Map(inHand?.effects?.cells.map((cell) => [cellKey(cell.startsAt, cell.roomId), cell]));

  const focus = (row: number, column: number) =>
    grid.current?.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`)?.focus();

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
    if (!cell) return;
    const row = Number(cell.dataset.row);
    const column = Number(cell.dataset.column);
    const startsAt = rows[row]?.startsAt;
    const roomId = draft.rooms[column]?.id;
    if (startsAt === undefined || roomId === undefined) return;
    const session = at.get(cellKey(startsAt, roomId))?.[0];
    const keys: Record<string, () => void> = {
      ArrowUp: () => focus(row - 1, column),
      ArrowDown: () => focus(row + 1, column),
      ArrowLeft: () => focus(row, column - 1),
      ArrowRight: () => focus(row, column + 1),
      Home: () => focus(row, 0),
      End: () => focus(row, draft.rooms.length - 1),
      PageUp: () => props.onKey('previous-day', session),
      PageDown: () => props.onKey('next-day', session),
      Enter: () => (inHand ? props.onDrop({ startsAt, roomId }) : session && props.onTake(session)),
      ' ': () => (inHand ? props.onDrop({ startsAt, roomId }) : session && props.onSelect(session.id)),
      Escape: props.onCancel,
      Delete: () => props.onKey('tray', inHand?.session ?? session),
      l: () => props.onKey('lock', session),
    };
    const action = keys[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  }

  return (
    <div className={styles.gridWrap}>
      <div
        ref={grid}
        role="grid"
        aria-label={t('grid')}
        aria-describedby="grid-keys"
        className={styles.grid}
        style={{
          gridTemplateColumns: `64px repeat(${draft.rooms.length}, minmax(0, 1fr))`,
          minWidth: 64 + draft.rooms.length * ROOM_PX,
        }}
        onKeyDown={onKeyDown}
      >
        <div role="row" className={styles.gridRow}>
          <div role="columnheader" className={styles.corner}>
            <span className="visually-hidden">{t('start')}</span>
          </div>
          {draft.rooms.map((room) => (
            <div key={room.id} role="columnheader" className={styles.roomHead}>
              {pick(room.nameZh, room.nameEn)}
              <span>{room.mode === 'online' ? t('common:online') : t('common:seats', { count: room.seats })}</span>
            </div>
          ))}
        </div>
        {rows.map((row, r) => (
          <div key={row.startsAt} role="row" className={styles.gridRow}>
            <div role="rowheader" className={styles.rowHead}>
              {time(row.startsAt, draft.edition.timeZone)}
              {!row.slot && <span title={t('betweenSlots')}>·</span>}
            </div>
            {draft.rooms.map((room, c) => (
              <GridCell
                key={room.id}
                row={r}
                column={c}
                first={r === 0 && c === 0}
                place={{ startsAt: row.startsAt, roomId: room.id }}
                label={`${pick(room.nameZh, room.nameEn)} ${time(row.startsAt, draft.edition.timeZone)}`}
                sessions={at.get(cellKey(row.startsAt, room.id)) ?? []}
                running={running.get(cellKey(row.startsAt, room.id))}
                effect={effects.get(cellKey(row.startsAt, room.id))}
                grid={props}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
