import { useRef, useState, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import styles from '../agreements.module.css';

/** The pad's own units; the API takes points within them. */
const WIDTH = 1000;
const HEIGHT = 400;
const MAX_POINTS = 600;
const MAX_STROKES = 60;

export type Strokes = [number, number][][];

/** A pad to sign on with finger, pen or mouse. Those who cannot draw type their name instead. */
export function SignaturePad({ strokes, change }: { strokes: Strokes; change: (strokes: Strokes) => void }) {
  const { t } = useTranslation('agreements');
  const pad = useRef<SVGSVGElement>(null);
  const [current, setCurrent] = useState<[number, number][] | null>(null);
  const point = (event: PointerEvent): [number, number] => {
    const box = (pad.current as SVGSVGElement).getBoundingClientRect();
    const at = (value: number, size: number, most: number) =>
      Math.max(0, Math.min(most, Math.round((value / size) * most)));
    return [at(event.clientX - box.left, box.width, WIDTH), at(event.clientY - box.top, box.height, HEIGHT)];
  };
  function end(): void {
    if (current && current.length >= 2 && strokes.length < MAX_STROKES) change([...strokes, current]);
    setCurrent(null);
  }
  return (
    <div>
      <svg
        ref={pad}
        className={styles.pad}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={t('pad', { count: strokes.length })}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setCurrent([point(event)]);
        }}
        onPointerMove={(event) => {
          if (current && current.length < MAX_POINTS) setCurrent([...current, point(event)]);
        }}
        onPointerUp={end}
        onPointerCancel={() => setCurrent(null)}
      >
        {[...strokes, ...(current ? [current] : [])].map((stroke, index) => (
          <polyline
            key={index}
            points={stroke.map((at) => at.join(',')).join(' ')}
            fill="none"
            stroke="currentColor"
            strokeWidth="6"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        ))}
      </svg>
      <Button variant="quiet" disabled={strokes.length === 0} onClick={() => change([])}>
        {t('clearPad')}
      </Button>
    </div>
  );
}
