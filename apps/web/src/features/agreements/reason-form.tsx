import type { Agreement } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldError } from '../../lib/api.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { errorText } from '../../ui/states.tsx';
import { useAgreementAct } from './use-agreement-act.ts';
import styles from './agreements.module.css';

interface ReasonFormProps {
  label: string;
  reason: string;
  agreement: Agreement;
  path: string;
}

/** An act that needs a reason: the button opens the line to give it on. */
export function ReasonForm({ label, reason, agreement, path }: ReasonFormProps) {
  const { t } = useTranslation('common');
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const act = useAgreementAct(agreement.id);
  if (!open)
    return (
      <Button look="quiet" onClick={() => setOpen(true)}>
        {label}
      </Button>
    );
  const error = act.error ? (fieldError(act.error, '/reason') ?? errorText(act.error, t('errors.network'))) : undefined;
  return (
    <form
      className={styles.reason}
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate({ path, body: { version: agreement.version, reason: text } }, { onSuccess: () => setOpen(false) });
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
        <Button type="submit" disabled={act.isPending}>
          {label}
        </Button>
        <Button look="quiet" onClick={() => setOpen(false)}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
