import type { SearchHit, SearchResults } from '@everexpo/contracts';
import { ArrowRight, History } from 'lucide-react';
import { Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/format.ts';
import { Marked } from '../marked/marked.tsx';
import styles from './search-dialog.module.css';

const ALL_PROJECTS = 'all-projects';

interface ResultListProps {
  groups: SearchResults['groups'];
  typed: string;
  open: (href: string) => void;
}

/** What was found, kind by kind; the last entry leads to the list of projects. */
export function ResultList({ groups, typed, open }: ResultListProps) {
  const { t } = useTranslation('search');
  const hrefs = new Map<string, string>(
    groups.flatMap(({ kind, hits }) => hits.map((hit) => [`${kind} ${hit.id}`, hit.href] as const)),
  );
  hrefs.set(ALL_PROJECTS, `/projects?${new URLSearchParams({ q: typed })}`);
  return (
    <ListBox
      aria-label={t('results')}
      className={styles.results ?? ''}
      selectionMode="none"
      onAction={(key) => open(hrefs.get(String(key)) as string)}
    >
      {groups.map(({ kind, hits }) => (
        <ListBoxSection key={kind} id={kind}>
          <Header className={styles.kind ?? ''}>{t(`kind.${kind}`)}</Header>
          {hits.map((hit) => (
            <Hit key={hit.id} id={`${kind} ${hit.id}`} hit={hit} />
          ))}
        </ListBoxSection>
      ))}
      {groups.some(({ kind }) => kind === 'project') && (
        <ListBoxItem id={ALL_PROJECTS} className={styles.hit ?? ''} textValue={t('allProjects', { typed })}>
          <span className={styles.more}>
            <ArrowRight size={16} aria-hidden />
            {t('allProjects', { typed })}
          </span>
        </ListBoxItem>
      )}
    </ListBox>
  );
}

function Hit({ id, hit }: { id: string; hit: SearchHit }) {
  const { pick } = useFormats();
  const [name, detail] = [pick(hit.nameZh, hit.nameEn), pick(hit.detailZh, hit.detailEn)];
  return (
    <ListBoxItem id={id} className={styles.hit ?? ''} textValue={name}>
      <span className={styles.name}>
        <Marked text={name} terms={hit.matched} />
      </span>
      <span className="small muted">
        <Marked text={detail} terms={hit.matched} />
      </span>
    </ListBoxItem>
  );
}

/** What was looked for last; chosen, it is looked for again. */
export function RecentList({ searches, choose }: { searches: string[]; choose: (typed: string) => void }) {
  const { t } = useTranslation('search');
  return (
    <ListBox
      aria-label={t('recent')}
      className={styles.results ?? ''}
      selectionMode="none"
      onAction={(key) => choose(String(key))}
    >
      <ListBoxSection>
        <Header className={styles.kind ?? ''}>{t('recent')}</Header>
        {searches.map((typed) => (
          <ListBoxItem key={typed} id={typed} className={styles.hit ?? ''} textValue={typed}>
            <span className={styles.more}>
              <History size={16} aria-hidden />
              {typed}
            </span>
          </ListBoxItem>
        ))}
      </ListBoxSection>
    </ListBox>
  );
}
