export { agreementNews, type News } from './agreements.events.ts';
export { AgreementsModule } from './agreements.module.ts';
export { documentKey } from './documents/document-key.ts';
export { ledgerPage } from './registry/ledger-lines.ts';
export { checkpointsOf } from './registry/ledger-proofs.ts';
export { committedTerms } from './registry/committed-terms.ts';
export { LedgerEntry } from './registry/ledger-entry.entity.ts';
export { Agreement } from './terms/agreement.entity.ts';
export { AgreementParty } from './terms/agreement-party.entity.ts';
