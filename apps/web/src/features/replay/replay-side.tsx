import { placeInRecording, type ChatMessage, type Question, type Replay } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { clock, useFormats } from '../../lib/format.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { questionStyles, useSession, sessionLayout as layout } from '../session/index.ts';
import { MomentSearch } from './moment-search.tsx';
import styles from './replay.module.css';
import type { Player } from './player/use-player.ts';

interface Props {
  replay: Replay;
  player: Player;
}

/** Beside the picture: its chapters, what had been asked and said by then, and the search. */
export function ReplaySide({ replay, player }: Props) {
  const { t } = useTranslation(['replay', 'common']);
  return (
    <aside className={layout.side}>
      <Tabs
        tabs={[
          { name: 'chapters', label: t('chapters'), content: <Chapters replay={replay} player={player} /> },
          { name: 'questions', label: t('common:questions'), content: <Asked replay={replay} player={player} /> },
          { name: 'chat', label: t('common:chat'), content: <Said replay={replay} player={player} /> },
          { name: 'search', label: t('common:search'), content: <MomentSearch replay={replay} player={player} /> },
        ]}
      />
    </aside>
  );
}

function Chapters({ replay, player }: Props) {
  const { pick } = useFormats();
  const on = replay.chapters.findLastIndex(({ startMs }) => startMs <= player.seconds * 1000 + 250);
  return (
    <ol>
      {replay.chapters.map((chapter, index) => (
        <li key={`${chapter.pitchId} ${chapter.at}`} aria-current={index === on ? 'step' : undefined}>
          <button
            type="button"
            className={`${styles.moment} ${index === on ? styles.on : ''}`}
            onClick={() => player.seek(chapter.startMs)}
          >
            <span className="figures muted">{clock(chapter.startMs)}</span>
            <span>
              <strong>
                {chapter.position} {pick(chapter.titleZh, chapter.titleEn)}
              </strong>
              <span className="small muted">{pick(chapter.ownerName, chapter.ownerNameEn)}</span>
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Asked({ replay, player }: Props) {
  const { t } = useTranslation('replay');
  const { questions, votes } = useSession();
  const asked = [...questions.values()]
    .flatMap(({ fact }) => fact ?? [])
    .sort((a, b) => a.askedAt.localeCompare(b.askedAt));
  if (asked.length === 0) return <p className={questionStyles.note}>{t('noQuestions')}</p>;
  return (
    <ul>
      {asked.map((question) => (
        <AskedRow
          key={question.id}
          question={question}
          votes={votes.get(question.id)?.fact ?? question.votes}
          replay={replay}
          player={player}
        />
      ))}
    </ul>
  );
}

function AskedRow({ question, votes, replay, player }: Props & { question: Question; votes: number }) {
  const { t } = useTranslation('common');
  const place = placeInRecording(replay.timeRanges, Date.parse(question.askedAt));
  return (
    <li>
      <button type="button" className={styles.moment} onClick={() => player.seek(place)}>
        <span className="figures muted">{clock(place)}</span>
        <span>
          <span className={questionStyles.body}>{question.body}</span>
          <span className="small muted">
            {question.authorName ?? t('anonymous')} · {t('votes', { count: votes })}
            {question.answered && ` · ${t('answered')}`}
          </span>
        </span>
      </button>
    </li>
  );
}

function Said({ replay, player }: Props) {
  const { t } = useTranslation('replay');
  const { chat } = useSession();
  const lines = [...chat.values()].map(({ fact }) => fact).filter(({ removed }) => !removed);
  if (lines.length === 0) return <p className={questionStyles.note}>{t('noChat')}</p>;
  return (
    <ul>
      {lines.map((line) => (
        <SaidRow key={line.id} line={line} replay={replay} player={player} />
      ))}
    </ul>
  );
}

function SaidRow({ line, replay, player }: Props & { line: ChatMessage }) {
  const { pick } = useFormats();
  const place = placeInRecording(replay.timeRanges, Date.parse(line.sentAt));
  return (
    <li>
      <button type="button" className={styles.moment} onClick={() => player.seek(place)}>
        <span className="figures muted">{clock(place)}</span>
        <span>
          <strong>{pick(line.authorName, line.authorNameEn)}</strong> {line.body}
        </span>
      </button>
    </li>
  );
}
