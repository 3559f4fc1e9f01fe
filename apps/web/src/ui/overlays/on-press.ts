import { useState, type ComponentType } from 'react';

interface OnPress<P> {
  /** What was opened, until it is closed. */
  Open: ComponentType<P> | null;
  /** Whether it could not be fetched when it was last wanted. */
  failed: boolean;
  open(): void;
  close(): void;
  /** For the control that opens it: fetches it as soon as somebody is about to press. */
  ahead: { onPointerEnter(): void; onFocus(): void };
}

/** A part of the page that opens on a press and is fetched for it; `load` is the same at every call. */
export function useOnPress<P>(load: () => Promise<ComponentType<P>>): OnPress<P> {
  const [part, setPart] = useState<ComponentType<P> | null>(null);
  const [state, setState] = useState<'closed' | 'open' | 'failed'>('closed');
  const fetchAhead = () =>
    void load().then(
      (loaded) => setPart(() => loaded),
      () => undefined,
    );
  return {
    Open: state === 'open' ? part : null,
    failed: state === 'failed',
    open: () =>
      void load().then(
        (loaded) => {
          setPart(() => loaded);
          setState('open');
        },
        () => setState('failed'),
      ),
    close: () => setState('closed'),
    ahead: { onPointerEnter: fetchAhead, onFocus: fetchAhead },
  };
}
