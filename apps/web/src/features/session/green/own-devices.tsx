import { Mic, MicOff, Video, VideoOff } from 'lucide-react';
import { Track, TrackEvent, type LocalTrack } from 'livekit-client';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BarButton } from '../frame/bar-button.tsx';
import barStyles from '../frame/bar.module.css';

interface Props {
  tracks: LocalTrack[];
  open: () => void;
  changed: () => void;
}

/** One's own microphone and camera: opened together once, then turned off and on by themselves. */
export function OwnDevices({ tracks, open, changed }: Props) {
  const { t } = useTranslation('common');
  if (tracks.length === 0)
    return (
      <BarButton icon={Video} className={barStyles.open} onClick={open}>
        {t('devices.turnOn')}
      </BarButton>
    );
  return tracks.map((track) => <DeviceButton key={track.kind} track={track} changed={changed} />);
}

function DeviceButton({ track, changed }: { track: LocalTrack; changed: () => void }) {
  const { t } = useTranslation('common');
  const muted = useMuted(track);
  const isCamera = track.kind === Track.Kind.Video;
  const [On, Off] = isCamera ? [Video, VideoOff] : [Mic, MicOff];
  async function toggle(): Promise<void> {
    await (muted ? track.unmute() : track.mute());
    changed();
  }
  return (
    <BarButton icon={muted ? Off : On} aria-pressed={!muted} onClick={() => void toggle()}>
      {t(isCamera ? 'devices.camera' : 'devices.microphone')}
      {t('colon')}
      {t(muted ? 'devices.off' : 'devices.on')}
    </BarButton>
  );
}

/** Whether a track is off, whoever has turned it off: the stage manager may, too. */
export function useMuted(track: LocalTrack | undefined): boolean {
  const [muted, setMuted] = useState(track?.isMuted ?? false);
  useEffect(() => {
    if (!track) return;
    const look = () => setMuted(track.isMuted);
    look();
    track.on(TrackEvent.Muted, look).on(TrackEvent.Unmuted, look);
    return () => {
      track.off(TrackEvent.Muted, look).off(TrackEvent.Unmuted, look);
    };
  }, [track]);
  return muted;
}
