import { useLocalParticipant, useTracks, VideoTrack, type TrackReference } from '@livekit/components-react';
import type { Meeting, MeetingParty } from '@everexpo/contracts';
import { Track } from 'livekit-client';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import styles from '../negotiation.module.css';
import { useReopenedDevices } from './use-reopened-devices.ts';

interface TableProps {
  meeting: Meeting;
  meId: string;
  /** Before one has entered: the seats without pictures. */
  outside?: boolean;
}

/** Two sides face each other, equal in size; a shared screen lies between them. */
export function Table({ meeting, meId, outside = false }: TableProps) {
  return (
    <>
      {!outside && <SharedScreen />}
      <div className={styles.table}>
        {meeting.parties.map((party) =>
          outside ? (
            <Seat key={party.personId} party={party} mine={party.personId === meId} />
          ) : (
            <SeatWithPicture key={party.personId} party={party} mine={party.personId === meId} />
          ),
        )}
      </div>
    </>
  );
}

function SharedScreen() {
  const [screen] = useTracks([Track.Source.ScreenShare]);
  return screen ? (
    <div className={styles.screen}>
      <VideoTrack trackRef={screen} />
    </div>
  ) : null;
}

function SeatWithPicture({ party, mine }: { party: MeetingParty; mine: boolean }) {
  const camera = useTracks([Track.Source.Camera]).find(
    ({ participant }) => participant.identity === `party-${party.personId}`,
  );
  return <Seat party={party} mine={mine} camera={camera} />;
}

function Seat({ party, mine, camera }: { party: MeetingParty; mine: boolean; camera?: TrackReference }) {
  const { t } = useTranslation(['negotiation', 'common']);
  const { pick } = useFormats();
  const side = { owner: t('common:owner'), investor: t('investorSide'), guest: t('guest') }[party.side];
  return (
    <div className={styles.seat} data-side={party.side}>
      {camera ? (
        <VideoTrack trackRef={camera} muted={mine} />
      ) : (
        <p className={styles.waiting}>{mine ? pick(party.name, party.nameEn) : t(`presence.${presenceOf(party)}`)}</p>
      )}
      <div className={styles.seatName}>
        <span>{side}</span>
        <span>
          {pick(party.name, party.nameEn)}
          {mine && t('you')}
        </span>
      </div>
    </div>
  );
}

/** How a party stands that shows no picture. */
export function presenceOf({ joinedAt, admitted, waitingSince }: MeetingParty): 'come' | 'atDoor' | 'awaited' {
  if (joinedAt !== null) return 'come';
  return waitingSince !== null && !admitted ? 'atDoor' : 'awaited';
}

export function RoomTools() {
  const { t } = useTranslation(['negotiation', 'common']);
  const { localParticipant, isCameraEnabled, isMicrophoneEnabled, isScreenShareEnabled } = useLocalParticipant();
  useReopenedDevices();
  return (
    <div className={styles.tools}>
      <Button
        aria-pressed={isMicrophoneEnabled}
        onClick={() => void localParticipant.setMicrophoneEnabled(!isMicrophoneEnabled)}
      >
        {t('common:devices.microphone')}
        {t('common:colon')}
        {isMicrophoneEnabled ? t('common:devices.on') : t('common:devices.off')}
      </Button>
      <Button aria-pressed={isCameraEnabled} onClick={() => void localParticipant.setCameraEnabled(!isCameraEnabled)}>
        {t('common:devices.camera')}
        {t('common:colon')}
        {isCameraEnabled ? t('common:devices.on') : t('common:devices.off')}
      </Button>
      <Button
        aria-pressed={isScreenShareEnabled}
        onClick={() => void localParticipant.setScreenShareEnabled(!isScreenShareEnabled).catch(() => undefined)}
      >
        {t('screen')}
      </Button>
    </div>
  );
}
