import { useRemoteParticipants } from '@livekit/components-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/format.ts';
import { useSession } from '../feed/session-feed.tsx';

/** Who leads the show, and who else presents and is here: the media room's own list, in which the manager is hidden. */
export function GreenCompany() {
  const { t } = useTranslation(['session', 'common']);
  const { pick, list } = useFormats();
  const { stage } = useSession();
  const others = useRemoteParticipants().filter(({ attributes }) => attributes.seat === 'presenter');
  const names = others.map(({ name, attributes }) => pick(name ?? '', attributes.nameEn ?? ''));
  return (
    <p className="small muted">
      {stage.manager
        ? t('green.manager', { name: pick(stage.manager.name, stage.manager.nameEn) })
        : t('green.noManager')}
      {' · '}
      {names.length > 0 ? t('green.others', { names: list(names) }) : t('green.alone')}
    </p>
  );
}
