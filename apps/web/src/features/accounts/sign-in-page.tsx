import { useMutation, useQueryClient } from '@tanstack/react-query';
import { roleLabels } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { keysOf } from '../../lib/keys-of.ts';
import { useMe } from '../../lib/account/me.ts';
import { hasOwnPageBefore } from '../../lib/realtime/own-page-before.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { cardClass, Page } from '../../ui/page.tsx';
import { errorText } from '../../ui/feedback/states.tsx';
import styles from './accounts.module.css';

const DEMO_PASSWORD = 'everexpo-demo';

export default function SignInPage() {
  const { t } = useTranslation(['accounts', 'common']);
  const { label } = useFormats();
  const { data: me } = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [form, setForm] = useState({ email: '', password: '' });
  const signIn = useMutation({
    mutationFn: () => api('POST', '/auth/sign-in/email', { body: form }),
    onSuccess: async () => {
      await queries.resetQueries();
      await (hasOwnPageBefore() ? navigate(-1) : navigate('/', { replace: true }));
    },
  });
  return (
    <Page title={t('common:signIn')} frame="reading">
      <h1>{t('common:signIn')}</h1>
      <form
        className={`${cardClass} ${styles.form}`}
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate();
        }}
      >
        <Field label={t('email')}>
          <input
            type="email"
            autoComplete="username"
            required
            value={form.email}
            onChange={(event) => setForm({ ...form, email: event.target.value })}
          />
        </Field>
        <Field label={t('password')} error={signIn.error ? errorText(signIn.error) : undefined}>
          <input
            type="password"
            autoComplete="current-password"
            required
            value={form.password}
            onChange={(event) => setForm({ ...form, password: event.target.value })}
          />
        </Field>
        <Button type="submit" variant="primary" disabled={signIn.isPending}>
          {t('common:signIn')}
        </Button>
      </form>
      {me?.demo && (
        <section className={styles.demo}>
          <h2>{t('demo')}</h2>
          <p className="muted small">{t('demoHint')}</p>
          <div className={styles.roles}>
            {keysOf(roleLabels).map((role) => (
              <Button
                key={role}
                onClick={() => setForm({ email: `${role}@everexpo.example`, password: DEMO_PASSWORD })}
              >
                {label(roleLabels[role])}
              </Button>
            ))}
          </div>
        </section>
      )}
    </Page>
  );
}
