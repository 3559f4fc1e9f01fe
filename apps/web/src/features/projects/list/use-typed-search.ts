import { useEffect, useRef, useState } from 'react';

const SETTLED_AFTER_MS = 150;

/**
 * What is typed into a search, and how to type: `settle` is called once nothing more is typed for a moment. What the
 * address says, when somebody else has changed it, takes the place of what was typed.
 */
export function useTypedSearch(
  inAddress: string,
  settle: (typed: string) => void,
): [typed: string, type: (typed: string) => void] {
  const [typed, setTyped] = useState(inAddress);
  const [seen, setSeen] = useState(inAddress);
  const [sent, setSent] = useState(inAddress);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (inAddress !== seen) {
    setSeen(inAddress);
    if (inAddress !== sent) {
      setTyped(inAddress);
      setSent(inAddress);
    }
  }
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setSent(text);
      settle(text);
    }, SETTLED_AFTER_MS);
  };
  return [typed, type];
}
