import { markTerms } from './mark-terms.ts';
import styles from './marked.module.css';

/** A text with what a search met in it. */
export function Marked({ text, terms }: { text: string; terms: readonly string[] }) {
  if (terms.length === 0) return text;
  return markTerms(text, terms).map((piece, at) =>
    piece.marked ? (
      <mark key={at} className={styles.mark}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}
