import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Interest, Me } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, get } from '../../../lib/api/api.ts';
import { useIntentKey } from '../../../lib/forms/intent-key.ts';
import { useMe, useRole } from '../../../lib/account/me.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Button, ButtonLink } from '../../../ui/button.tsx';
import { RequestForm } from '../../meetings/index.ts';
import { Field } from '../../../ui/field.tsx';
import { errorText } from '../../../ui/feedback/states.tsx';
import { useOpenMeeting } from './use-open-meeting.ts';
import styles from '../negotiation.module.css';

/** An investor's one large button: first the interest, then the way into the room. */
export function InterestButton({ projectId }: { projectId: string }) {
  const { t } = useTranslation(['interest', 'common']);
  const { data: me } = useMe();
  const investor = useRole('investor');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const queryKey = queryKeys.interests('mine', projectId);
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => get('/projects/{id}/interests/mine', { path: { id: projectId }, signal }),
    enabled: investor,
  });
  const intent = useIntentKey();
  const express = useMutation({
    mutationFn: () =>
      intent.send(projectId, (idempotencyKey) =>
        api('POST', '/projects/{id}/interests', { path: { id: projectId }, body: {}, idempotencyKey }),
      ),
    onSuccess: (interest) => queries.setQueryData(queryKey, { interest }),
  });
  const open = useOpenMeeting();
  const [asking, setAsking] = useState(false);

  if (me && !me.person)
    return (
      <>
        <ButtonLink variant="primary" large to="/sign-in">
          {t('express')}
        </ButtonLink>
        <span className="small muted">{t('signInAsInvestor')}</span>
      </>
    );
  if (!investor) return onlyAttends(me) ? <span className="small muted">{t('onlyInvestors')}</span> : null;
  const interest = data?.interest;
  const error = express.error ?? open.error;
  return (
    <>
      {interest ? (
        <>
          <Button
            variant="primary"
            large
            disabled={open.isPending}
            onClick={() =>
              open.mutate(interest.id, { onSuccess: (meeting) => void navigate(`/negotiations/${meeting.id}`) })
            }
          >
            {t('common:enterRoom')}
          </Button>
          <Button onClick={() => setAsking(!asking)} aria-expanded={asking}>
            {t('common:requestMeeting')}
          </Button>
          {asking && <RequestForm interestId={interest.id} close={() => setAsking(false)} />}
          {!interest.note && (
            <NoteForm projectId={projectId} sent={(fresh) => queries.setQueryData(queryKey, { interest: fresh })} />
          )}
        </>
      ) : (
        <Button variant="primary" large disabled={express.isPending || !data} onClick={() => express.mutate()}>
          {t('express')}
        </Button>
      )}
      <span className="small muted" role="status">
        {interest && t('expressed')}
        {error && errorText(error)}
      </span>
    </>
  );
}

/** Whoever has a task of their own here does not look for the investors' button. */
const onlyAttends = (me: Me | undefined) => me?.person?.roles.every((role) => role === 'attendee') ?? false;

/** A word to the owner beside the interest. */
function NoteForm({ projectId, sent }: { projectId: string; sent: (interest: Interest) => void }) {
  const { t } = useTranslation(['interest', 'common']);
  const [note, setNote] = useState('');
  const intent = useIntentKey();
  const send = useMutation({
    mutationFn: () =>
      intent.send([projectId, note], (idempotencyKey) =>
        api('POST', '/projects/{id}/interests', { path: { id: projectId }, body: { note }, idempotencyKey }),
      ),
    onSuccess: sent,
  });
  return (
    <form
      className={styles.say}
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <Field label={t('note')} error={send.error ? errorText(send.error) : undefined}>
        <input required maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <Button type="submit" disabled={send.isPending}>
        {t('common:send')}
      </Button>
    </form>
  );
}
