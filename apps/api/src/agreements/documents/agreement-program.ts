export { agreementDocument as default } from './agreement-document.ts';
