import { useTranslation } from 'react-i18next';
import { useMe } from '../../lib/account/me.ts';
import { Page } from '../../ui/page.tsx';
import { SignInOffer } from '../../ui/feedback/sign-in-offer.tsx';
import { MyAgreements } from '../agreements/index.ts';
import { HoursForm, MyMeetings } from '../meetings/index.ts';
import { CalendarFeeds, NoticeList } from '../notices/index.ts';
import { MyProjects } from '../selection/index.ts';
import { MyPitches } from './desk/my-pitches.tsx';
import { ReplaysToFinish } from './desk/replays-to-finish.tsx';
import { Waiting } from './desk/waiting.tsx';
import { Interests } from './interests.tsx';

/** A person's desk: what waits for them, then what is theirs. */
export default function MinePage() {
  const { t } = useTranslation('common');
  const { data: me } = useMe();
  return (
    <Page title={t('mine')} frame="reading">
      <h1>{t('mine')}</h1>
      <SignInOffer />
      {me?.person && (
        <>
          <Waiting meId={me.person.id} />
          <MyPitches />
          <NoticeList />
          <MyMeetings meId={me.person.id} />
          <Interests />
          <MyAgreements />
          <MyProjects />
          <ReplaysToFinish />
          <HoursForm />
          <CalendarFeeds />
        </>
      )}
    </Page>
  );
}
