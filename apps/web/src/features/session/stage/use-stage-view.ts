import { useState } from 'react';

const KEY = 'everexpo.stage-view';

/** What is large on the stage while something is shared: that, or who presents it. */
export type StageView = 'shared' | 'people';

/** The viewer's own choice, remembered on this device. */
export function useStageView(): [StageView, () => void] {
  const [view, setView] = useState<StageView>(() => (localStorage.getItem(KEY) === 'people' ? 'people' : 'shared'));
  const other = view === 'people' ? 'shared' : 'people';
  return [
    view,
    () => {
      localStorage.setItem(KEY, other);
      setView(other);
    },
  ];
}
