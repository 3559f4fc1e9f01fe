import type { Agreement } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, fieldError } from '../../../lib/api/api.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { errorText } from '../../../ui/feedback/states.tsx';
import { useAgreementAct } from './use-agreement-act.ts';
import styles from '../agreements.module.css';

interface ReasonFormProps {
  label: string;
  reason: string;
  agreement: Agreement;
  act: 'withdraw' | 'decline' | 'complete' | 'terminate';
}

/** An act that needs a reason: the button opens the line to give it on. */
export function ReasonForm({ label, reason, agreement, act }: ReasonFormProps) {
  const { t } = useTranslation('common');
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const ask = useAgreementAct();
  if (!open)
    return (
      <Button variant="quiet" onClick={() => setOpen(true)}>
        {label}
      </Button>
    );
  const error = ask.error ? (fieldError(ask.error, '/reason') ?? errorText(ask.error)) : undefined;
  return (
    <form
      className={styles.reason}
      onSubmit={(event) => {
        event.preventDefault();
        const body = { version: agreement.version, reason: text };
        ask.mutate(() => api('POST', `/agreements/{id}/${act}`, { path: { id: agreement.id }, body }), {
          onSuccess: () => setOpen(false),
        });
      }}
    >
      <Field label={reason} error={error}>
        <input
          autoFocus
          required
          minLength={4}
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <div className={styles.actions}>
        <Button type="submit" disabled={ask.isPending}>
          {label}
        </Button>
        <Button variant="quiet" onClick={() => setOpen(false)}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
