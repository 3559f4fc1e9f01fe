import { Headphones, Maximize, Presentation, UserRound, type LucideIcon } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import type { StageView } from './use-stage-view.ts';
import styles from './stage.module.css';

interface Props {
  stage: RefObject<HTMLElement | null>;
  soundOnly: { on: boolean; set: (on: boolean) => void } | null;
  /** Where there is both somebody and something to be large. */
  view: { large: StageView; change: () => void } | null;
  children: ReactNode;
}

/** In the corner of the picture: how one looks at it. */
export function StageTools({ stage, soundOnly, view, children }: Props) {
  const { t } = useTranslation(['session', 'common']);
  return (
    <span className={styles.stageTools}>
      {children}
      {view && (
        <Tool
          icon={view.large === 'shared' ? UserRound : Presentation}
          label={t(view.large === 'shared' ? 'view.people' : 'view.shared')}
          press={view.change}
        />
      )}
      {soundOnly && (
        <Tool
          icon={Headphones}
          label={t('soundOnly')}
          pressed={soundOnly.on}
          press={() => soundOnly.set(!soundOnly.on)}
        />
      )}
      <Tool
        icon={Maximize}
        label={t('common:fullScreen')}
        press={() => void (document.fullscreenElement ? document.exitFullscreen() : stage.current?.requestFullscreen())}
      />
    </span>
  );
}

interface ToolProps {
  icon: LucideIcon;
  label: string;
  pressed?: boolean;
  press: () => void;
}

const Tool = ({ icon: Icon, label, pressed, press }: ToolProps) => (
  <Button aria-label={label} title={label} aria-pressed={pressed} onClick={press}>
    <Icon size={18} aria-hidden="true" />
  </Button>
);
