import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import * as Y from 'yjs';
import { caretAfter, partsOf, replaceText, type SheetPart } from './sheet-text.ts';

/** The origin of changes that the text area shows already. */
const TYPED = 'typed';

export interface SheetText {
  text: string;
  parts: SheetPart[];
  /** The text area it is typed in: its caret keeps its place while others write. */
  bind: (area: HTMLTextAreaElement | null) => void;
  write: (text: string) => void;
  /** Takes back the last step of what was typed on this page, and nothing of others. */
  undo: () => void;
  redo: () => void;
  /** What follows is a step of its own. */
  beginStep: () => void;
}

/**
 * A sheet's text as a text area shows and changes it. The area shows others' changes at once, so that what is typed
 * next is compared with a text that has them.
 */
export function useSheetText(document: Y.Doc, meId: string): SheetText {
  const area = useRef<HTMLTextAreaElement | null>(null);
  const bind = useCallback((element: HTMLTextAreaElement | null) => void (area.current = element), []);
  const [shown, setShown] = useState<{ text: string; parts: SheetPart[] }>({ text: '', parts: [] });
  const [typing] = useState(() => new Y.UndoManager(document.getText('sheet'), { trackedOrigins: new Set([TYPED]) }));

  useEffect(() => {
    const sheet = document.getText('sheet');
    const changed = ({ delta }: Y.YTextEvent, { origin }: Y.Transaction) => {
      const show = () => setShown({ text: sheet.toString(), parts: partsOf(sheet) });
      if (origin === TYPED) return show();
      const { selectionStart = 0, selectionEnd = 0, selectionDirection } = area.current ?? {};
      flushSync(show);
      area.current?.setSelectionRange(
        caretAfter(delta, selectionStart),
        caretAfter(delta, selectionEnd),
        selectionDirection,
      );
    };
    sheet.observe(changed);
    return () => sheet.unobserve(changed);
  }, [document]);

  const write = useCallback(
    (text: string) => document.transact(() => replaceText(document.getText('sheet'), text, meId), TYPED),
    [document, meId],
  );
  const undo = useCallback(() => void typing.undo(), [typing]);
  const beginStep = useCallback(() => typing.stopCapturing(), [typing]);
  const redo = useCallback(() => void typing.redo(), [typing]);
  return { ...shown, bind, write, undo, redo, beginStep };
}
