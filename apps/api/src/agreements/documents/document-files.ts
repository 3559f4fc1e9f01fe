import { Injectable, type OnModuleInit } from '@nestjs/common';
import { all, FileSweeper } from '../../platform/index.ts';
import { documentKey, DOCUMENTS, shaOf } from './document-key.ts';

/** Documents, scans and evidence that no agreement names are removed; what was signed once is never. */
@Injectable()
export class DocumentFiles implements OnModuleInit {
  constructor(private readonly sweeper: FileSweeper) {}

  onModuleInit(): void {
    this.sweeper.register({
      prefix: DOCUMENTS,
      named: async (tx, keys) => {
        const hashes = keys.map(shaOf);
        const rows = await all<{ sha256: string }>(tx)`
          SELECT k.sha256 FROM unnest(${hashes}::text[]) AS k (sha256)
          WHERE EXISTS (SELECT 1 FROM agreement a WHERE k.sha256 IN (a.document_sha256, a.sealed_sha256))
            OR EXISTS (SELECT 1 FROM signature_evidence s WHERE s.document_sha256 = k.sha256)
            OR EXISTS (SELECT 1 FROM agreement_party p WHERE p.signed_sha256 = k.sha256)
            OR EXISTS (SELECT 1 FROM milestone_evidence m WHERE m.sha256 = k.sha256)
            OR EXISTS (SELECT 1 FROM ledger_entry l WHERE k.sha256 IN (l.document, l.signed))
        `;
        return rows.map(({ sha256 }) => documentKey(sha256));
      },
    });
  }
}
