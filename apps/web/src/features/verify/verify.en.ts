import type { Translated } from '../../i18n/translated.ts';
import type zh from './verify.zh.ts';

export default {
  checkpoint: 'Signed checkpoint',
  included_one: 'In the checkpoint of {{count, number}} entry, key {{key}}',
  included_other: 'In the checkpoint of {{count, number}} entries, key {{key}}',
  notIncluded: 'Does not match the signed checkpoint',
  title: 'Verify an agreement',
  lead:
    'Scan the QR code on a certificate, or drop an agreement here. The file is hashed on your device and not ' +
    'uploaded.',
  amount: 'Amount',
  replacedBy: 'Replaced by',
  replaces: 'Replaces',
  unknownFile: 'This file is not registered',
  differsHint: 'It may have been altered, or never registered. Changing a single byte changes the hash.',
  otherNumber: 'This file is registered under another number:',
  matchesSigned: 'This is the text the parties signed; the sealed document starts with it',
  holds: 'The ledger entry is intact',
  broken: 'The ledger entry does not match its content',
  checking: 'Verifying on this device',
  document: 'Check a file',
  documentHint: 'Choose the agreement’s PDF or scan. It is hashed in your browser and not uploaded.',
  matches: 'The file matches the registered one',
  differs: 'The file does not match the registered one',
  registeredAt: 'Registered on',
  parties: 'Parties',
  hash: 'Entry SHA-256',
  prev: 'Previous entry',
  source: 'Signed',
  sources: {
    screen: 'Online',
    paper: 'On paper',
  },
  none: 'There is no such registration number.',
} satisfies Translated<typeof zh>;
