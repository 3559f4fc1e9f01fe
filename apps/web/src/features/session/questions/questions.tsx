import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ModerateQuestion, Question } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, fieldError } from '../../../lib/api/api.ts';
import { useIntentKey } from '../../../lib/forms/intent-key.ts';
import { useMe, useRole } from '../../../lib/account/me.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Button } from '../../../ui/button.tsx';
import { Check, Field } from '../../../ui/field.tsx';
import { errorText } from '../../../ui/feedback/states.tsx';
import { useQuestions } from './use-questions.ts';
import styles from './questions.module.css';

/** Questions by votes. New ones wait behind a line, so that nothing moves under a finger. */
export function Questions({ sessionId, live }: { sessionId: string; live: boolean }) {
  const { t } = useTranslation(['session', 'common']);
  const { data: me } = useMe();
  const { shown, waiting, showWaiting, voted, vote, more } = useQuestions(sessionId, me?.person?.id);
  return (
    <div className={styles.questions}>
      {waiting > 0 && (
        <button type="button" className={styles.newOnes} onClick={showWaiting}>
          {t('questions.newOnes', { count: waiting })}
        </button>
      )}
      <div className={styles.list} tabIndex={0} role="group" aria-label={t('common:questions')}>
        {shown.length === 0 && live && <p className={styles.note}>{t('questions.empty')}</p>}
        <ul>
          {shown.map((question) => (
            <QuestionRow
              key={question.id}
              question={question}
              voted={voted.has(question.id)}
              canVote={Boolean(me?.person)}
              vote={vote}
            />
          ))}
        </ul>
        {more && (
          <Button variant="quiet" onClick={more}>
            {t('common:more')}
          </Button>
        )}
      </div>
      {me && !me.person && (
        <p className={styles.note}>
          <Link to="/sign-in">{t('questions.signIn')}</Link>
        </p>
      )}
      {!live && <p className={styles.note}>{t('questions.onlyLive')}</p>}
      {me?.person && live && <AskForm sessionId={sessionId} />}
    </div>
  );
}

function AskForm({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation(['session', 'common']);
  const queries = useQueryClient();
  const [body, setBody] = useState('');
  const [anonymous, setAnonymous] = useState(false);
  const intent = useIntentKey();
  const send = useMutation({
    mutationFn: () =>
      intent.send({ sessionId, body, anonymous }, (idempotencyKey) =>
        api('POST', '/sessions/{id}/questions', {
          path: { id: sessionId },
          body: { body, anonymous },
          idempotencyKey,
        }),
      ),
    onSuccess: (question) => {
      setBody('');
      if (question.state === 'waiting') void queries.invalidateQueries({ queryKey: queryKeys.questions(sessionId) });
    },
  });
  return (
    <form
      className={styles.askForm}
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <Field
        label={t('questions.ask')}
        error={send.error ? (fieldError(send.error, '/body') ?? errorText(send.error)) : undefined}
      >
        <textarea
          required
          minLength={2}
          maxLength={500}
          rows={1}
          placeholder={t('questions.placeholder')}
          value={body}
          onChange={(event) => setBody(event.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" disabled={send.isPending || body.trim().length < 2}>
        {t('questions.send')}
      </Button>
      <Check
        label={t('questions.anonymous')}
        checked={anonymous}
        onChange={(event) => setAnonymous(event.target.checked)}
      />
    </form>
  );
}

interface RowProps {
  question: Question;
  voted: boolean;
  canVote: boolean;
  vote: (question: Question, wanted: boolean) => void;
}

function QuestionRow({ question, voted, canVote, vote }: RowProps) {
  const { t } = useTranslation(['session', 'common']);
  const organizer = useRole('organizer');
  return (
    <li className={styles.question}>
      <button
        type="button"
        className={styles.vote}
        aria-pressed={voted}
        aria-label={t(voted ? 'questions.unvote' : 'questions.vote', { body: question.body })}
        disabled={!canVote || question.state !== 'shown'}
        onClick={() => vote(question, !voted)}
      >
        ▲<br />
        <span data-votes>{question.votes}</span>
      </button>
      <div>
        <p className={styles.body}>{question.body}</p>
        <p className="small muted">
          {question.authorName ?? t('common:anonymous')}
          {question.pinned && ` · ${t('questions.pinned')}`}
          {question.state === 'waiting' && ` · ${t('questions.waiting')}`}
          {question.answered && ` · ${t('common:answered')}`}
        </p>
        {organizer && <Moderation question={question} />}
      </div>
    </li>
  );
}

/** What an organizer does with a question. */
function Moderation({ question }: { question: Question }) {
  const { t } = useTranslation(['session', 'common']);
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (body: ModerateQuestion) => api('PUT', '/questions/{id}', { path: { id: question.id }, body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.questions(question.sessionId) }),
  });
  const waits = question.state === 'waiting';
  return (
    <span className={styles.moderation}>
      {waits && (
        <Button variant="primary" onClick={() => change.mutate({ state: 'shown' })}>
          {t('questions.letThrough')}
        </Button>
      )}
      {!waits && (
        <Button variant="quiet" onClick={() => change.mutate({ answered: !question.answered })}>
          {t(question.answered ? 'questions.markOpen' : 'questions.markAnswered')}
        </Button>
      )}
      {!waits && (
        <Button variant="quiet" onClick={() => change.mutate({ pinned: !question.pinned })}>
          {t(question.pinned ? 'questions.unpin' : 'questions.pin')}
        </Button>
      )}
      <Button variant="quiet" onClick={() => change.mutate({ state: 'dismissed' })}>
        {t('common:remove')}
      </Button>
    </span>
  );
}
