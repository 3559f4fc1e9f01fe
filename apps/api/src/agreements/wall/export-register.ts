import {
  agreementKindLabels,
  agreementStateLabels,
  cityLabels,
  trackLabels,
  type AgreementKind,
  type AgreementState,
  type City,
  type Track,
} from '@everexpo/contracts';
import type { Cell, TableFormat } from '@everexpo/interchange/cells';
import type { EntityManager } from 'typeorm';
import { all, exportTable } from '../../platform/index.ts';

interface Row {
  number: string;
  title: string;
  kind: AgreementKind;
  parties: string[] | null;
  amountFen: number | null;
  track: Track | null;
  city: City | null;
  signedOn: string;
  registeredOn: string;
  state: AgreementState;
  realisedFen: number;
  replaces: string | null;
  replacedBy: string | null;
}

const HEADERS = [
  '序号',
  '登记编号',
  '签约项目名称',
  '协议类型',
  '甲方',
  '乙方及其他方',
  '合作金额（万元）',
  '类别',
  '市州',
  '签约日期',
  '登记日期',
  '履约状态',
  '到账金额（万元）',
  '备注',
];
const HIDDEN = '不公开';

/**
 * An edition's register as associations report it: one row a number, amounts in 万元; what parties keep to themselves
 * stays so.
 * @throws ProblemError 503 `busy`
 */
export function exportRegister(
  manager: EntityManager,
  editionCode: string,
  format: TableFormat,
  by: string,
): Promise<Buffer> {
  return exportTable(`register ${editionCode}`, format, by, async () => ({
    headers: HEADERS,
    rows: (await registerRows(manager, editionCode)).map(cellsOf),
  }));
}

function registerRows(manager: EntityManager, editionCode: string): Promise<Row[]> {
  return all<Row>(manager)`
    SELECT a.number, a.title, a.kind, a.track, a.city, a.state,
      CASE WHEN a.parties_public THEN (SELECT array_agg(p.organisation ORDER BY p.position) FROM agreement_party p
        WHERE p.agreement_id = a.id) END AS parties,
      CASE WHEN a.amount_public THEN a.amount_fen END AS "amountFen",
      coalesce(a.signed_on, (SELECT max((p.signed_at AT TIME ZONE e.time_zone)::date) FROM agreement_party p
        WHERE p.agreement_id = a.id))::text AS "signedOn",
      (a.registered_at AT TIME ZONE e.time_zone)::date::text AS "registeredOn",
      coalesce((SELECT sum(m.realised_fen) FROM milestone m
        WHERE m.agreement_id = a.id), 0)::bigint AS "realisedFen",
      (SELECT r.number FROM agreement r WHERE r.id = a.replaces) AS replaces, (SELECT n.number FROM agreement n
        WHERE n.replaces = a.id AND n.number IS NOT NULL) AS "replacedBy"
    FROM agreement a
    JOIN expo_edition e ON e.id = a.edition_id
    WHERE e.code = ${editionCode} AND a.number IS NOT NULL
    ORDER BY a.registered_at, a.number
  `;
}

function cellsOf(row: Row, index: number): Cell[] {
  const [first, ...others] = row.parties ?? [HIDDEN, HIDDEN];
  return [
    index + 1,
    row.number,
    row.title,
    agreementKindLabels[row.kind].zh,
    first ?? '',
    others.join('、'),
    row.amountFen === null ? HIDDEN : tenThousands(row.amountFen),
    row.track ? trackLabels[row.track].zh : '',
    row.city ? cityLabels[row.city].zh : '',
    new Date(row.signedOn),
    new Date(row.registeredOn),
    agreementStateLabels[row.state].zh,
    row.amountFen === null ? HIDDEN : tenThousands(row.realisedFen),
    [row.replaces && `替代 ${row.replaces}`, row.replacedBy && `由 ${row.replacedBy} 替代`].filter(Boolean).join('；'),
  ];
}

/** CNY 10,000 to the fen. */
const tenThousands = (fen: number) => fen / 1_000_000;
