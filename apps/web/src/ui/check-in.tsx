import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../lib/account/me.ts';
import { Button } from './button.tsx';
import { SignInOffer } from './feedback/sign-in-offer.tsx';
import { errorText, Notice } from './feedback/states.tsx';
import { Page } from './page.tsx';

interface CheckInProps {
  title: string;
  /** The mutation that says so. */
  checkIn: { isSuccess: boolean; isPending: boolean; error: unknown; mutate: () => void };
  done: string;
  /** Where to go on once that is done. */
  next: ReactNode;
}

/** Where a QR code on the spot leads: one says that one is there. */
export function CheckIn({ title, checkIn, done, next }: CheckInProps) {
  const { t } = useTranslation('common');
  const { data: me } = useMe();
  return (
    <Page title={title} frame="reading">
      <h1>{title}</h1>
      <SignInOffer />
      {me?.person && !checkIn.isSuccess && (
        <div>
          <Button variant="primary" large disabled={checkIn.isPending} onClick={() => checkIn.mutate()}>
            {t('here')}
          </Button>
        </div>
      )}
      <div role="status">
        {checkIn.isSuccess && (
          <Notice gold>
            <strong>{done}</strong>
          </Notice>
        )}
        {checkIn.error !== null && <Notice>{errorText(checkIn.error)}</Notice>}
      </div>
      {checkIn.isSuccess && <div>{next}</div>}
    </Page>
  );
}
