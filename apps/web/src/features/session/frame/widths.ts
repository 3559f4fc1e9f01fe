import { useMedia } from '../../../lib/use-media.ts';

// As in frame.module.css.
const BESIDE = '(min-width: 1000px), (min-width: 600px) and (min-aspect-ratio: 4/3)';
const THREE = '(min-width: 1200px)';

/** Whether agenda, questions and chat are beside the stage; otherwise they are a sheet under it. */
export const useBeside = (): boolean => useMedia(BESIDE);

/** Whether there is room for the console's desk too, on the other side. */
export const useThreeColumns = (): boolean => useMedia(THREE);
