export { default } from './merge-updates.ts';
