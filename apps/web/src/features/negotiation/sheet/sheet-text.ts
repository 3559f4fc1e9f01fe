import type * as Y from 'yjs';

/** A stretch of the sheet and who wrote it. */
export interface SheetPart {
  text: string;
  by: string | null;
}

/** Changes only what differs between the old and the new text, in the name of the person who typed it. */
export function replaceText(sheet: Y.Text, text: string, by: string): void {
  const old = sheet.toString();
  let start = 0;
  while (start < old.length && start < text.length && old[start] === text[start]) start += 1;
  let end = 0;
  while (
    end < old.length - start &&
    end < text.length - start &&
    old[old.length - 1 - end] === text[text.length - 1 - end]
  )
    end += 1;
  if (old.length - start - end > 0) sheet.delete(start, old.length - start - end);
  if (text.length - start - end > 0) sheet.insert(start, text.slice(start, text.length - end), { by });
}

export function partsOf(sheet: Y.Text): SheetPart[] {
  return (sheet.toDelta() as { insert: string; attributes?: { by?: string } }[]).map(({ insert, attributes }) => ({
    text: insert,
    by: attributes?.by ?? null,
  }));
}

/**
 * Where a caret stands after a change that somebody else made. What is written right at it comes behind it, so that
 * what two people type at one place stays in one piece each.
 */
export function caretAfter(change: Y.YTextEvent['delta'], caret: number): number {
  let at = 0;
  let moved = caret;
  for (const { retain, insert, delete: deleted } of change) {
    if (at > moved || (insert !== undefined && at === moved)) break;
    if (retain !== undefined) at += retain;
    else if (typeof insert === 'string') {
      at += insert.length;
      moved += insert.length;
    } else if (deleted !== undefined) moved = Math.max(at, moved - deleted);
  }
  return moved;
}
