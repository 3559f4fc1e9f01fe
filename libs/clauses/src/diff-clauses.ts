import { diffWords } from 'diff';
import { clausesOf } from './clauses-of.ts';
import type { Clause, Content, Language } from './content.ts';

/** A stretch of text that both versions have, or only the later, or only the earlier one. */
export interface DiffPart {
  change: 'same' | 'added' | 'removed';
  text: string;
}

export interface ClauseDiff {
  key: string;
  title: string;
  change: 'same' | 'added' | 'removed' | 'reworded';
  parts: DiffPart[];
}

/** Clause by clause, in the later version's order, what a reader sees differently; removed clauses come last. */
export function diffClauses(before: Content, after: Content, language: Language): ClauseDiff[] {
  const [old, fresh] = [withHead(before, language), withHead(after, language)];
  const kept = fresh.map((clause): ClauseDiff => {
    const earlier = old.find(({ key }) => key === clause.key);
    if (!earlier)
      return {
        key: clause.key,
        title: clause.title,
        change: 'added',
        parts: [{ change: 'added', text: textOf(clause) }],
      };
    const parts = partsOf(textOf(earlier), textOf(clause), language);
    return {
      key: clause.key,
      title: clause.title,
      change: parts.every(({ change }) => change === 'same') ? 'same' : 'reworded',
      parts,
    };
  });
  const gone = old.filter(({ key }) => !fresh.some((clause) => clause.key === key));
  return [
    ...kept,
    ...gone.map((clause): ClauseDiff => ({
      key: clause.key,
      title: clause.title,
      change: 'removed',
      parts: [{ change: 'removed', text: textOf(clause) }],
    })),
  ];
}

/** Title and parties are compared like a clause. */
function withHead(content: Content, language: Language): Clause[] {
  const parties = content.parties.map(({ name, organisation }) =>
    organisation === name ? name : `${organisation} ${name}`,
  );
  return [
    {
      key: 'head',
      title: language === 'zh' ? '标题与各方' : 'Title and parties',
      paragraphs: [content.title, ...parties],
    },
    ...clausesOf(content, language),
  ];
}

const textOf = ({ paragraphs }: Clause) => paragraphs.join('\n');

function partsOf(before: string, after: string, language: Language): DiffPart[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  return diffWords(before, after, { intlSegmenter: segmenter }).map(({ added, removed, value }) => ({
    change: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}
