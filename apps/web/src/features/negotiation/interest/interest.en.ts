import type { Translated } from '../../../i18n/translated.ts';
import type zh from './interest.zh.ts';

export default {
  express: 'Interested · Let’s meet',
  expressed: 'Interest expressed',
  signInAsInvestor: 'Sign in as an investor to request a meeting',
  onlyInvestors: 'Only investors can express interest and request meetings.',
  note: 'Note to the project owner',
} satisfies Translated<typeof zh>;
