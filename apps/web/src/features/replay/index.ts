export { ReplayList } from './replay-list.tsx';
