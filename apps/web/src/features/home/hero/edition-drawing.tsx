import styles from './hero.module.css';

const ROWS = 7;
const STAGE = { x: 320, y: 6 };
const FIRST_ROW = 96;
const ROW_GAP = 40;
const SEAT_GAP = 34;
const ARC = Math.PI * 0.8;
const TONES = ['achievement', 'hightech', 'challenge'] as const;

/** The hall from above, stage and rows of seats; which of them are lit is each edition's own. */
export function EditionDrawing({ year }: { year: number }) {
  return (
    <svg viewBox="0 0 640 360" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <path d="M250 0h140l120 360H130z" className={styles.beam} />
      <path d="M232 0h176v14a88 44 0 0 1-176 0z" className={styles.stage} />
      {seatsOf(year).map(({ x, y, tone }) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r="7" className={tone ? styles[tone] : styles.seat} />
      ))}
    </svg>
  );
}

function seatsOf(year: number) {
  const dice = sequence(year);
  return Array.from({ length: ROWS }, (_, row) => {
    const radius = FIRST_ROW + row * ROW_GAP;
    const seats = Math.round((ARC * radius) / SEAT_GAP);
    return Array.from({ length: seats + 1 }, (_seat, index) => {
      const angle = (Math.PI - ARC) / 2 + (index / seats) * ARC;
      const lit = dice() < 0.36;
      return {
        x: Math.round(STAGE.x + Math.cos(angle) * radius),
        y: Math.round(STAGE.y + Math.sin(angle) * radius),
        tone: lit ? TONES[Math.floor(dice() * TONES.length)] : undefined,
      };
    });
  }).flat();
}

/** The same numbers from 0 to 1 for the same seed: mulberry32. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
