import { useAudioPlayback } from '@livekit/components-react';
import { Volume2, VolumeX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { BarButton } from '../frame/bar-button.tsx';
import { InBar } from '../frame/in-bar.tsx';

/** Turns the stage's sound off and on; browsers keep it off until a press. */
export function SoundButton({ muted, setMuted }: { muted: boolean; setMuted: (muted: boolean) => void }) {
  const { t } = useTranslation('session');
  const { canPlayAudio, startAudio } = useAudioPlayback();
  const silent = muted || !canPlayAudio;
  function press(): void {
    if (!canPlayAudio) void startAudio();
    setMuted(canPlayAudio && !muted);
  }
  return (
    <InBar>
      <BarButton icon={silent ? VolumeX : Volume2} onClick={press}>
        {t(silent ? 'enableSound' : 'muteSound')}
      </BarButton>
    </InBar>
  );
}
