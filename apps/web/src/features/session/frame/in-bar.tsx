import { createContext, use, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** Where the bar takes what belongs to one's own place in the room; undefined where there is no bar. */
export const BarSlot = createContext<HTMLElement | null | undefined>(undefined);

/** What is done with one's own place in the room, shown in the control bar; where there is none, where it stands. */
export function InBar({ children }: { children: ReactNode }) {
  const slot = use(BarSlot);
  if (slot === undefined) return children;
  return slot && createPortal(children, slot);
}
