import { useTranslation } from 'react-i18next';
import { useMe } from '../../../lib/account/me.ts';
import { Page } from '../../../ui/page.tsx';
import { SignInOffer } from '../../../ui/feedback/sign-in-offer.tsx';
import { Notice } from '../../../ui/feedback/states.tsx';
import { DeviceCheck } from './device-check.tsx';
import { NetworkCheck } from './network-check.tsx';
import { SpeakerCheck } from './speaker-check.tsx';

/**
 * Before one goes on stage: camera, microphone, speaker and the way to the media server, each with a verdict and what
 * to do.
 */
export default function CheckPage() {
  const { t } = useTranslation(['check', 'common']);
  const { data: me } = useMe();
  const title = t('common:deviceCheck');
  return (
    <Page title={title} frame="reading">
      <h1>{title}</h1>
      <p className="muted">{t('lead')}</p>
      <DeviceCheck />
      <SpeakerCheck />
      {me && !me.person && (
        <Notice>
          <span>{t('signIn')}</span>
          <SignInOffer />
        </Notice>
      )}
      {me?.person && (me.liveVideo ? <NetworkCheck /> : <Notice>{t('common:noVideo')}</Notice>)}
    </Page>
  );
}
