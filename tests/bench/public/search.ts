import pg from 'pg';
import { readSettings } from '../../../apps/launcher/src/settings.ts';
import { withDatabase } from '../../../apps/launcher/src/data/with-database.ts';
import { newDataDir, removeDataDir, startEverexpo } from '../../support/installation/stack.ts';
import { quantile, type BenchLine } from '../support/measure.ts';

const GOAL_MS = 100;
const ROUNDS = 8;
const SIZES = [2_350, 25_000];
/** One word, several, a city, pinyin, initials, English, one character, what nearly all have, what none has. */
const TYPED = ['储能', '成都 储能', '绵阳', 'chuneng', 'cn', 'storage', '储', '系统', '项目', '量子咖啡'];

/**
 * Milliseconds from request to answer of searches as people type them, over the demo's projects and over ten times as
 * many, against the plain way on the same rows: each word by ILIKE in title and summary, by a connection of one's own.
 */
export async function* search(): AsyncGenerator<BenchLine> {
  const dataDir = newDataDir();
  const stack = await startEverexpo(dataDir);
  try {
    const settings = readSettings({ DATA_DIR: dataDir, PORT: String(stack.port) });
    for (const size of SIZES) {
      const { plain, count } = await withDatabase(settings, async (url) => {
        const client = new pg.Client({ connectionString: url });
        await client.connect();
        try {
          return { count: await growTo(client, size), plain: await measure((q) => plainSearch(client, q)) };
        } finally {
          await client.end();
        }
      });
      for (const path of ['projects', 'search']) {
        const ours = await measure((q) => ask(`${stack.url}/api/${path}?${new URLSearchParams({ q })}`));
        const [p95, plainP95] = [quantile(ours, 0.95), quantile(plain, 0.95)];
        yield {
          bench: 'search',
          metric: `${path}_p95_${count}`,
          value: p95,
          unit: 'ms',
          baseline: `ILIKE, ${Math.round(plainP95)} ms; goal ${GOAL_MS} ms`,
          ratio: p95 / plainP95,
        };
        yield {
          bench: 'search',
          metric: `${path}_p50_${count}`,
          value: quantile(ours, 0.5),
          unit: 'ms',
          baseline: `ILIKE, ${Math.round(quantile(plain, 0.5))} ms`,
          ratio: quantile(ours, 0.5) / quantile(plain, 0.5),
        };
      }
    }
  } finally {
    await stack.stop();
    removeDataDir(dataDir);
  }
}

async function measure(run: (q: string) => Promise<unknown>): Promise<number[]> {
  for (const q of TYPED) await run(q);
  const durationsMs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    for (const q of TYPED) {
      const from = performance.now();
      await run(q);
      durationsMs.push(performance.now() - from);
    }
  return durationsMs;
}

/** @throws Error for anything but an answer */
async function ask(url: string): Promise<void> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  await answer.arrayBuffer();
}

const CURRENT = `SELECT id FROM edition WHERE opened_at IS NOT NULL ORDER BY starts_on DESC LIMIT 1`;

/** Copies of the edition's own projects, each with a title of its own, up to so many. */
async function growTo(client: pg.Client, size: number): Promise<number> {
  await client.query(
    `INSERT INTO project (edition_id, owner_id, organisation_id, track, field, city, stage, title_zh, title_en,
       summary_zh, summary_en, seeks_zh, seeks_en, amount_sought_fen, status)
     SELECT edition_id, owner_id, organisation_id, track, field, city, stage, title_zh || n, title_en || ' ' || n,
       summary_zh, summary_en, seeks_zh, seeks_en, amount_sought_fen, 'confirmed'
     FROM project, generate_series(1, 20) n WHERE edition_id = (${CURRENT})
     LIMIT greatest(0, $1 - (SELECT count(*) FROM project WHERE edition_id = (${CURRENT})))`,
    [size],
  );
  await client.query('VACUUM ANALYZE project');
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM project WHERE edition_id = (${CURRENT})`,
  );
  return rows[0]?.count ?? 0;
}

async function plainSearch(client: pg.Client, q: string): Promise<void> {
  const words = q.split(' ');
  const where = words
    .map((_, at) => `(title_zh || title_en || summary_zh || summary_en) ILIKE $${at + 1}`)
    .join(' AND ');
  await client.query(
    `SELECT id, title_zh, title_en, count(*) OVER () FROM project
     WHERE edition_id = (${CURRENT}) AND ${where}
     ORDER BY title_zh ILIKE $1 DESC, id LIMIT 24`,
    words.map((word) => `%${word}%`),
  );
}
