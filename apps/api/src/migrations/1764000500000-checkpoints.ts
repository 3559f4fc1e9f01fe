import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Signed checkpoints over the ledger's Merkle tree. */
export class Checkpoints1764000500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ledger_head
        -- Roots of the perfect subtrees over the entries so far (RFC 9162); null until the first checkpoint.
        ADD COLUMN frontier jsonb;

      CREATE TABLE ledger_checkpoint (
        edition_id uuid NOT NULL REFERENCES edition,
        size int NOT NULL CHECK (size >= 1),
        root text NOT NULL CHECK (root ~ '^[0-9a-f]{64}$'),
        head text NOT NULL CHECK (head ~ '^[0-9a-f]{64}$'),
        at text NOT NULL,
        key text NOT NULL CHECK (key ~ '^[0-9a-f]{64}$'),
        signature text NOT NULL CHECK (signature ~ '^[0-9a-f]{128}$'),
        PRIMARY KEY (edition_id, size),
        FOREIGN KEY (edition_id, size) REFERENCES ledger_entry (edition_id, seq)
      );
      CREATE TRIGGER checkpoint_append_only BEFORE UPDATE OR DELETE ON ledger_checkpoint FOR EACH ROW
        EXECUTE FUNCTION refuse_ledger_change();
      CREATE TRIGGER checkpoint_no_truncate BEFORE TRUNCATE ON ledger_checkpoint FOR EACH STATEMENT
        EXECUTE FUNCTION refuse_ledger_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ledger_checkpoint; ALTER TABLE ledger_head DROP COLUMN frontier;`);
  }
}
