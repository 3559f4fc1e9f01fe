export { DeskTabs } from './desk-tabs.tsx';
