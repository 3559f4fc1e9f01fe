import { useMutation, useQueryClient } from '@tanstack/react-query';
import { digitsOf } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, fieldError } from '../../../lib/api/api.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { errorText } from '../../../ui/feedback/states.tsx';
import styles from '../agreements.module.css';

/** Sets up an authenticator app: password, QR code, first code. */
export function SecondFactorSetup() {
  const { t } = useTranslation(['agreements', 'common']);
  const queries = useQueryClient();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const enrol = useMutation({
    mutationFn: () => api('PUT', '/me/second-factor', { body: { password } }),
  });
  const confirm = useMutation({
    mutationFn: () => api('POST', '/me/second-factor/confirm', { body: { code } }),
    onSuccess: (state) => queries.setQueryData(queryKeys.secondFactor(), state),
  });
  if (!enrol.data) {
    return (
      <form
        className={styles.factor}
        onSubmit={(event) => {
          event.preventDefault();
          enrol.mutate();
        }}
      >
        <p>{t('factor.lead')}</p>
        <Field label={t('factor.password')} error={enrol.error ? errorText(enrol.error) : undefined}>
          <input
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        <Button type="submit" variant="primary" disabled={enrol.isPending}>
          {t('factor.begin')}
        </Button>
      </form>
    );
  }
  return (
    <form
      className={styles.factor}
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate();
      }}
    >
      <p>{t('factor.scan')}</p>
      <img className={styles.qr} src={`data:image/svg+xml,${encodeURIComponent(enrol.data.qr)}`} alt={t('factor.qr')} />
      <p className="small">
        {t('factor.orType')} <code className={styles.secret}>{enrol.data.secret}</code>
      </p>
      <CodeField
        label={t('factor.code')}
        value={code}
        change={setCode}
        error={fieldError(confirm.error, '/code') ?? (confirm.error ? errorText(confirm.error) : undefined)}
      />
      <Button type="submit" variant="primary" disabled={confirm.isPending}>
        {t('factor.confirm')}
      </Button>
    </form>
  );
}

/** Six digits of an authenticator, however they are typed or pasted. */
export function CodeField({
  label,
  value,
  change,
  error,
  hint,
}: {
  label: string;
  value: string;
  change: (value: string) => void;
  error?: string;
  hint?: string;
}) {
  return (
    <Field label={label} error={error} hint={hint}>
      <input
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        pattern="\d{6}"
        className="figures"
        value={value}
        onChange={(event) => change(digitsOf(event.target.value).replaceAll(/\D/g, '').slice(0, 6))}
      />
    </Field>
  );
}
