import type { Translated } from '../../i18n/translated.ts';
import type zh from './accounts.zh.ts';

export default {
  email: 'E-mail',
  password: 'Password',
  demo: 'Demo accounts',
  demoHint: 'Choose a role to fill in its account.',
} satisfies Translated<typeof zh>;
