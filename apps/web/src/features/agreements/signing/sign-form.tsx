import { useQuery } from '@tanstack/react-query';
import type { Agreement, Signature } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, fieldError, get } from '../../../lib/api/api.ts';
import { useIntentKey } from '../../../lib/forms/intent-key.ts';
import { useMe } from '../../../lib/account/me.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { errorText } from '../../../ui/feedback/states.tsx';
import { ReasonForm } from '../actions/reason-form.tsx';
import { CodeField, SecondFactorSetup } from './second-factor-setup.tsx';
import { SignaturePad, type Strokes } from './signature-pad.tsx';
import { useAgreementAct } from '../actions/use-agreement-act.ts';
import styles from '../agreements.module.css';

/** Names the exact document: version and hash go with the signature, and a fresh code with both. */
export function SignForm({ agreement, name }: { agreement: Agreement; name: string }) {
  const { t } = useTranslation(['agreements', 'common']);
  const { data: me } = useMe();
  const { data: factor } = useQuery({
    queryKey: queryKeys.secondFactor(),
    queryFn: ({ signal }) => get('/me/second-factor', { signal }),
  });
  const intent = useIntentKey();
  const [how, setHow] = useState<Signature['kind']>('typed');
  const [text, setText] = useState('');
  const [strokes, setStrokes] = useState<Strokes>([]);
  const [code, setCode] = useState('');
  const sign = useAgreementAct();
  if (!factor) return null;
  if (!factor.enrolled) return <SecondFactorSetup />;
  const signature: Signature = how === 'typed' ? { kind: 'typed', text } : { kind: 'drawn', strokes };
  const refused = sign.error && !fieldError(sign.error, '/code') ? errorText(sign.error) : undefined;
  function submit(): void {
    const body = { version: agreement.version, documentSha256: agreement.documentSha256 ?? '', signature, code };
    sign.mutate(() =>
      intent.send([agreement.id, body], (idempotencyKey) =>
        api('POST', '/agreements/{id}/sign', { path: { id: agreement.id }, body, idempotencyKey }),
      ),
    );
  }
  return (
    <>
      <form
        className={styles.sign}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <fieldset className={styles.group}>
          <legend>{t('how')}</legend>
          {(['typed', 'drawn'] as const).map((kind) => (
            <label key={kind} className={styles.choice}>
              <input type="radio" name="how" checked={how === kind} onChange={() => setHow(kind)} />
              {t(kind)}
            </label>
          ))}
        </fieldset>
        {how === 'typed' ? (
          <Field label={t('signature')} error={fieldError(sign.error, '/signature/text')}>
            <input
              required
              minLength={2}
              maxLength={60}
              autoComplete="off"
              placeholder={name}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </Field>
        ) : (
          <SignaturePad strokes={strokes} change={setStrokes} />
        )}
        <CodeField
          label={t('factor.code')}
          value={code}
          change={setCode}
          error={fieldError(sign.error, '/code')}
          hint={me?.demo && me.person ? t('factor.demo', { account: me.person.email.replace(/@.*/, '') }) : undefined}
        />
        {refused && <p role="alert">{refused}</p>}
        <div className={styles.actions}>
          <Button
            type="submit"
            variant="primary"
            disabled={sign.isPending || (how === 'drawn' && strokes.length === 0)}
          >
            {t('sign')}
          </Button>
        </div>
      </form>
      <ReasonForm label={t('decline')} reason={t('declineReason')} agreement={agreement} act="decline" />
    </>
  );
}
