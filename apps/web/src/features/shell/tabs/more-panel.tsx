import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { useMe } from '../../../lib/account/me.ts';
import { HelpTopic, topicAt } from '../../help/index.ts';
import { Panel } from '../overlay/overlay.tsx';
import { beyondTabsOf } from '../header/places.ts';
import { chooseTheme, themeChosenHere, themes, type Theme } from '../header/theme.ts';
import styles from './more-panel.module.css';

/** What the phone's tabs have no room for: the other places, help on this page and, for visitors, the theme. */
export function MorePanel({ trigger, onClose }: { trigger: RefObject<HTMLElement | null>; onClose: () => void }) {
  const { t } = useTranslation(['shell', 'common', 'help']);
  const { data: me } = useMe();
  const { pathname } = useLocation();
  return (
    <Panel trigger={trigger} onClose={onClose} title={t('nav.more')}>
      <ul className={styles.places}>
        {beyondTabsOf(me?.person?.roles).map(({ to, text, icon: Icon }) => (
          <li key={to}>
            <NavLink to={to} onClick={onClose}>
              <Icon size={22} aria-hidden />
              {t(text)}
            </NavLink>
          </li>
        ))}
      </ul>
      {!me?.person && <ThemeSelect />}
      <section className={styles.help}>
        <h3>{t('help')}</h3>
        <HelpTopic topic={topicAt(pathname)} />
        <NavLink to="/help" onClick={onClose}>
          {t('help:all')}
        </NavLink>
      </section>
    </Panel>
  );
}

function ThemeSelect() {
  const { t } = useTranslation('shell');
  const [theme, setTheme] = useState<Theme>(themeChosenHere);
  return (
    <label className={styles.theme}>
      {t('own.theme')}
      <select
        value={theme}
        onChange={({ target }) => {
          const chosen = target.value as Theme;
          chooseTheme(chosen);
          setTheme(chosen);
        }}
      >
        {themes.map((one) => (
          <option key={one} value={one}>
            {t(`theme.${one}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
