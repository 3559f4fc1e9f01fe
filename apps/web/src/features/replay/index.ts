export { isUnfinished } from './player/left-off.ts';
export { ReplayList } from './replay-list.tsx';
