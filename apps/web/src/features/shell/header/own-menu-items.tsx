import { useMutation, useQueryClient } from '@tanstack/react-query';
import { roleLabels } from '@everexpo/contracts';
import { LogOut, UserRound } from 'lucide-react';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useAccountLanguage } from '../../../lib/account/account-language.ts';
import { useMe } from '../../../lib/account/me.ts';
import { api } from '../../../lib/api/api.ts';
import { useFormats } from '../../../lib/format.ts';
import { MenuBelow, MenuChoice, MenuEntry } from '../overlay/overlay.tsx';
import { SIGN_OUT } from '../signed-out.tsx';
import { chooseTheme, themeChosenHere, type Theme } from './theme.ts';

/** What the own menu holds: to visitors language and theme, to the signed-in also who they are and the way out. */
export function OwnMenuItems({ trigger, onClose }: { trigger: RefObject<HTMLElement | null>; onClose: () => void }) {
  const { t, i18n } = useTranslation(['shell', 'common']);
  const { pick, label, list } = useFormats();
  const person = useMe().data?.person;
  const chooseLanguage = useAccountLanguage();
  const [theme, setTheme] = useState<Theme>(themeChosenHere);
  const navigate = useNavigate();
  const signOut = useSignOut();
  const name = person ? pick(person.name, person.nameEn) : '';
  const roles = person ? list(person.roles.map((role) => label(roleLabels[role]))) : '';
  const act = (id: string) => {
    if (id === 'mine') void navigate('/mine');
    if (id === 'sign-out') signOut.mutate();
  };
  return (
    <MenuBelow
      trigger={trigger}
      onClose={onClose}
      onAction={act}
      label={person ? `${name} · ${roles}` : t('own.settings')}
      lead={
        person && (
          <>
            <strong>{name}</strong>
            <div className="small muted">{roles}</div>
          </>
        )
      }
    >
      {person && (
        <MenuEntry id="mine" icon={<UserRound size={20} aria-hidden />}>
          {t('common:mine')}
        </MenuEntry>
      )}
      <MenuChoice
        title={t('own.language')}
        options={{ zh: '中文', en: 'English' }}
        chosen={i18n.language === 'zh' ? 'zh' : 'en'}
        onChoose={chooseLanguage}
      />
      <MenuChoice
        title={t('own.theme')}
        options={{ system: t('theme.system'), light: t('theme.light'), dark: t('theme.dark') }}
        chosen={theme}
        onChoose={(chosen) => {
          chooseTheme(chosen);
          setTheme(chosen);
        }}
      />
      {person && (
        <MenuEntry id="sign-out" icon={<LogOut size={20} aria-hidden />}>
          {t('nav.signOut')}
        </MenuEntry>
      )}
    </MenuBelow>
  );
}

function useSignOut() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationKey: SIGN_OUT,
    mutationFn: async () => {
      await api('POST', '/auth/sign-out');
      await queries.resetQueries();
      await navigate('/');
    },
  });
}
