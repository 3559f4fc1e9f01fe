export { agreementNews, type News } from './agreements.events.ts';
export { AgreementsModule } from './agreements.module.ts';
export { documentKey } from './documents/document-key.ts';
export { agreementFigures } from './queries/agreement-figures.ts';
export { AGREEMENT_NEWS_HOLDS } from './queries/news-holds.ts';
export { ledgerPage } from './registry/ledger/ledger-lines.ts';
export { checkpointsOf } from './registry/ledger/ledger-proofs.ts';
export { committedTerms } from './registry/committed-terms.ts';
export { newestSlips } from './wall/wall-views.ts';
