import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Columns, states, events and keys under the field's standard terms (docs/style.md, Words). */
export class StandardTerms1764002000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...NAMES, ...KEYS, ...EVENTS, ...HANDLERS].map(({ up }) => up))
      await runner.query(statement);
    await runner.query(states('called-off', 'cancelled'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(states('cancelled', 'called-off'));
    for (const statement of [...HANDLERS, ...EVENTS, ...KEYS, ...NAMES.toReversed()].map(({ down }) => down))
      await runner.query(statement);
  }
}

interface Renaming {
  up: string;
  down: string;
}

/** Both ways of `ALTER what RENAME before TO after`. */
const renamed = (what: string, before: string, after: string, kind = ''): Renaming => ({
  up: `ALTER ${what} RENAME ${kind} ${before} TO ${after}`,
  down: `ALTER ${what} RENAME ${kind} ${after} TO ${before}`,
});
const column = (table: string, before: string, after: string) => renamed(`TABLE ${table}`, before, after, 'COLUMN');
const renamedItself = (kind: string, before: string, after: string): Renaming => ({
  up: `ALTER ${kind} ${before} RENAME TO ${after}`,
  down: `ALTER ${kind} ${after} RENAME TO ${before}`,
});

/** Both ways of another beginning for the names of constraints, those among them that PostgreSQL has made itself. */
const constraints = (before: string, after: string): Renaming => {
  const move = (from: string, to: string) => `
    DO $$ DECLARE c record; BEGIN
      FOR c IN SELECT conrelid::regclass AS of_table, conname AS name FROM pg_constraint
        WHERE conname ~ '^${from}_' LOOP
        EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', c.of_table, c.name,
          overlay(c.name PLACING '${to}' FROM 1 FOR ${from.length}));
      END LOOP;
    END $$`;
  return { up: move(before, after), down: move(after, before) };
};

const NAMES: Renaming[] = [
  column('reaction_count', 'sign', 'emoji'),
  renamedItself('TABLE', 'chat_line', 'chat_message'),
  column('chat_message', 'said_at', 'sent_at'),
  column('chat_report', 'line_id', 'message_id'),
  column('recording_segment', 'nth', 'index'),
  column('recording_segment', 'began_at', 'started_at'),
  column('recording_segment', 'milliseconds', 'duration_ms'),
  column('recording_file', 'milliseconds', 'duration_ms'),
  column('caption_cue', 'nth', 'index'),
  column('stage_seat', 'beside', 'reserved'),
  column('poll', 'untold', 'pending_broadcast'),
  renamedItself('INDEX', 'poll_untold', 'poll_pending_broadcast'),
  column('deck', 'fault', 'error'),
  column('deck', 'fault_page', 'error_page'),
  column('meeting_party', 'arrived_at', 'joined_at'),
  column('programme_version', 'told', 'notified'),
  constraints('chat_line', 'chat_message'),
  constraints('chat_report_line_id', 'chat_report_message_id'),
  constraints('reaction_count_sign', 'reaction_count_emoji'),
  constraints('recording_segment_nth', 'recording_segment_index'),
  constraints('recording_segment_began_at', 'recording_segment_started_at'),
  constraints('recording_segment_milliseconds', 'recording_segment_duration_ms'),
  constraints('caption_cue_nth', 'caption_cue_index'),
  constraints('stage_seat_beside', 'stage_seat_reserved'),
  constraints('poll_untold', 'poll_pending_broadcast'),
  constraints('deck_fault', 'deck_error'),
  constraints('programme_version_told', 'programme_version_notified'),
  renamedItself('FUNCTION', 'refuse_ledger_change', 'reject_ledger_change'),
  renamedItself('FUNCTION', 'tell_sign_in_ended', 'notify_sign_in_ended'),
  renamedItself('FUNCTION', 'tell_roles_changed', 'notify_roles_changed'),
  renamedItself('FUNCTION', 'tell_ban_changed', 'notify_ban_changed'),
];

/** Both ways of another key for what a jsonb column holds under one. */
const key = (table: string, body: string, before: string, after: string, where = 'true'): Renaming => {
  const move = (from: string, to: string) =>
    `UPDATE ${table} SET ${body} = ${body} - '${from}' || jsonb_build_object('${to}', ${body}->'${from}')
      WHERE ${where} AND ${body} ? '${from}'`;
  return { up: move(before, after), down: move(after, before) };
};

const KEYS: Renaming[] = [
  key('live_message', 'payload', 'saidAt', 'sentAt', `kind = 'chat'`),
  key('edition', 'rules', 'walks', 'travelTimes'),
];

/** What waits in the outbox keeps its way to whoever takes it. */
const EVENTS: Renaming[] = [
  ['negotiation.side-said', 'negotiation.side-message-sent'],
  ['platform.media-reported', 'platform.media-presence-changed'],
].map(([before, after]) => ({
  up: `UPDATE outbox_event SET type = '${after}' WHERE type = '${before}' AND delivered_at IS NULL`,
  down: `UPDATE outbox_event SET type = '${before}' WHERE type = '${after}' AND delivered_at IS NULL`,
}));

/** Whoever has taken an event does not take it again under another name. */
const HANDLERS: Renaming[] = [
  ['notifications.tell-agreement-news', 'notifications.notify-agreement-news'],
  ['notifications.tell-meeting-news', 'notifications.notify-meeting-news'],
  ['notifications.tell-programme-changes', 'notifications.notify-programme-changes'],
  ['live.put-out', 'live.remove-banned'],
  ['negotiation.put-out', 'negotiation.remove-party'],
  ['negotiation.record-arrivals', 'negotiation.record-joins'],
].map(([before, after]) => ({
  up: `UPDATE outbox_delivery SET handler = '${after}' WHERE handler = '${before}'`,
  down: `UPDATE outbox_delivery SET handler = '${before}' WHERE handler = '${after}'`,
}));

/** The state of a version that was scheduled and will not be published. */
const states = (before: string, after: string) => `
  ALTER TABLE programme_version DROP CONSTRAINT programme_version_state_check;
  UPDATE programme_version SET state = '${after}' WHERE state = '${before}';
  ALTER TABLE programme_version ADD CONSTRAINT programme_version_state_check
    CHECK (state IN ('scheduled', 'published', '${after}'));
`;
