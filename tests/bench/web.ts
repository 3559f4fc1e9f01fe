import { launch } from 'chrome-launcher';
import lighthouse, { desktopConfig } from 'lighthouse';
import { BROWSER_ARGS, systemBrowser } from '../support/browser/browser.ts';
import { hostOf } from '../support/installation/launched.ts';
import { newDataDir, removeDataDir, startEverexpo } from '../support/installation/stack.ts';
import { median, type BenchLine } from './support/measure.ts';
import { aReplay, theNextSession } from './support/web-pages.ts';

const ATTEMPTS = 4;
const RUNS = 3;

/** What a page costs, by Lighthouse; script and all else as it comes over the wire, in kB. */
interface Judged {
  performance: number;
  accessibility: number;
  bestPractices: number;
  seo: number;
  lcpMs: number;
  cls: number;
  tbtMs: number;
  scriptKb: number;
}

interface Cost extends Judged {
  wireKb: number;
  /** As the browser unpacks it. */
  plainKb: number;
}

/** The goal of each figure; the first four are at least so much, the others at most. */
const GOALS: Record<keyof Judged, { goal: number; unit: string }> = {
  performance: { goal: 90, unit: 'of 100' },
  accessibility: { goal: 95, unit: 'of 100' },
  bestPractices: { goal: 95, unit: 'of 100' },
  seo: { goal: 95, unit: 'of 100' },
  lcpMs: { goal: 1_500, unit: 'ms' },
  cls: { goal: 0.05, unit: '' },
  tbtMs: { goal: 200, unit: 'ms' },
  scriptKb: { goal: 170, unit: 'kB' },
};

/**
 * The built product's public pages by Lighthouse, on its own phone (slow 4G and a quarter of this machine's speed, both
 * simulated) and the front page on its desktop: medians of three runs, each in a browser of its own.
 */
export async function* web(): AsyncGenerator<BenchLine> {
  const dataDir = newDataDir();
  const stack = await startEverexpo(dataDir, { env: { RECORDER: 'local' } });
  try {
    const host = hostOf(stack);
    const replay = await aReplay(host);
    const session = await theNextSession(host);
    const pages: [string, string, 'phone' | 'desktop'][] = [
      ['home', '/', 'phone'],
      ['programme', '/programme', 'phone'],
      ['session', `/sessions/${session.id}`, 'phone'],
      ['project', `/projects/${session.projectId}`, 'phone'],
      ['replay', `/sessions/${replay}/replay`, 'phone'],
      ['home', '/', 'desktop'],
    ];
    for (const [name, path, profile] of pages) {
      const costs: Cost[] = [];
      for (let run = 0; run < RUNS; run += 1) costs.push(await measured(stack.url + path, profile));
      for (const [figure, { goal, unit }] of Object.entries(GOALS) as [
        keyof Judged,
        { goal: number; unit: string },
      ][]) {
        const value = median(costs.map((cost) => cost[figure]));
        yield {
          bench: 'web',
          metric: `${figure}, ${name}, ${profile}`,
          value,
          unit,
          baseline: `goal ${goal} ${unit}`.trim(),
          ratio: value / goal,
        };
      }
      const [wire, plain] = [median(costs.map(({ wireKb }) => wireKb)), median(costs.map(({ plainKb }) => plainKb))];
      yield {
        bench: 'web',
        metric: `wireKb, ${name}, ${profile}`,
        value: wire,
        unit: 'kB',
        baseline: `the same uncompressed, ${Math.round(plain)} kB`,
        ratio: wire / plain,
      };
    }
  } finally {
    await stack.stop();
    removeDataDir(dataDir);
  }
}

/**
 * One load that counts: now and then Lighthouse misses the beginning of its own trace.
 * @throws Error of the last attempt
 */
async function measured(url: string, profile: 'phone' | 'desktop'): Promise<Cost> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await measure(url, profile);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

/** One load of a page in a new browser. @throws Error when Lighthouse cannot judge it */
async function measure(url: string, profile: 'phone' | 'desktop'): Promise<Cost> {
  const browser = await launch({ chromePath: systemBrowser(), chromeFlags: ['--headless=new', ...BROWSER_ARGS] });
  try {
    const options = { port: browser.port, logLevel: 'error' as const };
    const result = await lighthouse(url, options, profile === 'desktop' ? desktopConfig : undefined);
    if (!result || result.lhr.runtimeError) throw new Error(`Lighthouse: ${result?.lhr.runtimeError?.message}`);
    const { audits, categories } = result.lhr;
    const score = (name: string) => Math.round((categories[name]?.score ?? NaN) * 100);
    const { details } = audits['network-requests'] as { details?: unknown };
    const { items: requests } = details as { items: LoadedFile[] };
    const figure = (name: string) => audits[name]?.numericValue ?? NaN;
    return {
      performance: score('performance'),
      accessibility: score('accessibility'),
      bestPractices: score('best-practices'),
      seo: score('seo'),
      lcpMs: figure('largest-contentful-paint'),
      cls: figure('cumulative-layout-shift'),
      tbtMs: figure('total-blocking-time'),
      scriptKb: sum(requests.filter(({ resourceType }) => resourceType === 'Script').map(wire)),
      wireKb: sum(requests.map(wire)),
      plainKb: sum(requests.map(({ resourceSize }) => resourceSize)),
    };
  } finally {
    browser.kill();
  }
}

interface LoadedFile {
  resourceType: string;
  transferSize: number;
  resourceSize: number;
}

const wire = ({ transferSize }: LoadedFile) => transferSize;
const sum = (bytes: number[]) => bytes.reduce((total, one) => total + one, 0) / 1_000;
