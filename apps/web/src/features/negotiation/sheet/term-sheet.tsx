import { useQuery } from '@tanstack/react-query';
import type { Meeting, SheetHistory } from '@everexpo/contracts';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import * as Y from 'yjs';
import { get } from '../../../lib/api/api.ts';
import { useFormats } from '../../../lib/format.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Field } from '../../../ui/field.tsx';
import { fromBase64, type Sheet } from './use-sheet.ts';
import styles from '../negotiation.module.css';

/** The sheet both sides write on, each side's words in its own tint. */
export function TermSheet({ meeting, sheet, readOnly }: { meeting: Meeting; sheet: Sheet; readOnly: boolean }) {
  const { t } = useTranslation(['negotiation', 'common']);
  const sides = new Map(meeting.parties.map(({ personId, side }) => [personId, side]));
  return (
    <section className={styles.sheet} aria-label={t('sheet.title')}>
      <div className={styles.sheetHead}>
        <h2>{t('sheet.title')}</h2>
        <span className="small muted" role="status">
          {sheet.full ? t('sheet.full') : sheet.saved ? t('sheet.saved') : t('sheet.waiting')}
        </span>
      </div>
      <div className={styles.sheetPaper}>
        <div className={styles.tints} aria-hidden="true">
          {sheet.parts.map((part, index) => (
            <span key={index} data-side={sides.get(part.by ?? '') ?? 'guest'}>
              {part.text}
            </span>
          ))}
          {'\n'}
        </div>
        <SheetArea sheet={sheet} readOnly={readOnly || sheet.full} />
      </div>
      <p className={styles.legend}>
        <span data-side="owner">{t('common:owner')}</span> <span data-side="investor">{t('investorSide')}</span>
      </p>
      <History meeting={meeting} />
    </section>
  );
}

/** What an input method composes is written once it is done: until then it is nobody's word. */
function SheetArea({ sheet, readOnly }: { sheet: Sheet; readOnly: boolean }) {
  const { text, bind, write, undo, redo, hold } = sheet;
  const { t } = useTranslation('negotiation');
  const [composed, setComposed] = useState<string | null>(null);
  const takeBack = (event: KeyboardEvent) => {
    const key = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : '';
    if ((key !== 'z' && key !== 'y') || composed !== null) return;
    event.preventDefault();
    if (key === 'z' && !event.shiftKey) undo();
    else redo();
  };
  return (
    <textarea
      ref={bind}
      aria-label={t('sheet.title')}
      readOnly={readOnly}
      maxLength={20_000}
      placeholder={t('sheet.placeholder')}
      value={composed ?? text}
      onKeyDown={takeBack}
      onCompositionStart={(event) => {
        hold(true);
        setComposed(event.currentTarget.value);
      }}
      onChange={({ target }) => (composed === null ? write(target.value) : setComposed(target.value))}
      onCompositionEnd={(event) => {
        write(event.currentTarget.value);
        setComposed(null);
        hold(false);
      }}
    />
  );
}

/** Who changed it when; one moment can be read again. */
function History({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation('negotiation');
  const { dayAndTime } = useFormats();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState<number | null>(null);
  const { data } = useQuery({
    queryKey: queryKeys.sheetHistory(meeting.id),
    queryFn: ({ signal }) => wholeHistory(meeting.id, signal),
    enabled: open,
  });
  const steps = stepsOf(data ?? []);
  return (
    <details className={styles.history} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('sheet.history')}</summary>
      {steps.length > 0 && (
        <Field label={t('sheet.moment')}>
          <select value={at ?? ''} onChange={(event) => setAt(event.target.value ? Number(event.target.value) : null)}>
            <option value="">{t('sheet.now')}</option>
            {steps.map((step) => (
              <option key={step.last} value={step.last}>
                {dayAndTime(step.at, meeting.timeZone)} · {step.by}
              </option>
            ))}
          </select>
        </Field>
      )}
      {at !== null && data && <pre className={styles.past}>{textAt(data, at)}</pre>}
    </details>
  );
}

type Updates = SheetHistory['updates'];

async function wholeHistory(meetingId: string, signal: AbortSignal): Promise<Updates> {
  const updates: Updates = [];
  for (let after: number | null = 0; after !== null;) {
    const page: SheetHistory = await get('/meetings/{id}/sheet', { path: { id: meetingId }, query: { after }, signal });
    updates.push(...page.updates);
    after = page.next;
  }
  return updates;
}

/** Changes of one person within one minute are one step, newest first. */
function stepsOf(updates: Updates): { last: number; by: string; at: string }[] {
  const steps = new Map(
    updates.map(({ id, by, personId, at }) => [`${personId} ${at.slice(0, 16)}`, { last: id, by, at }]),
  );
  return [...steps.values()].sort((a, b) => b.last - a.last);
}

function textAt(updates: Updates, last: number): string {
  const document = new Y.Doc();
  for (const { id, update } of updates) if (id <= last) Y.applyUpdate(document, fromBase64(update));
  return document.getText('sheet').toString();
}
