export { Agreements } from './agreements.tsx';
export { MyAgreements } from './my-agreements.tsx';
export { Disclosure, TermsFields } from './terms/terms-fields.tsx';
export { emptyTerms, termsOf, type TermsValues } from './terms/terms-values.ts';
