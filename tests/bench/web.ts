import { launch } from 'chrome-launcher';
import lighthouse, { desktopConfig } from 'lighthouse';
import { BROWSER_ARGS, systemBrowser } from '../support/browser.ts';
import { newDataDir, removeDataDir, startEverexpo } from '../support/stack.ts';
import { median, type BenchLine } from './measure.ts';
import { aReplay, theNextSession } from './web-pages.ts';

const RUNS = 3;

/** What a page costs, by Lighthouse; sizes in bytes as they come over the wire. */
interface Cost {
  performance: number;
  accessibility: number;
  bestPractices: number;
  seo: number;
  lcpMs: number;
  cls: number;
  tbtMs: number;
  scriptKb: number;
}

/** The goal of each figure; the first four are at least so much, the others at most. */
const GOALS: Record<keyof Cost, { goal: number; unit: string }> = {
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
    const session = await theNextSession(stack.url);
    const replay = await aReplay(stack.url);
    const pages: [string, string, 'phone' | 'desktop'][] = [
      ['home', '/', 'phone'],
      ['programme', '/programme', 'phone'],
      ['session', `/sessions/${session.id}`, 'phone'],
      ['project', `/projects/${session.projectId}`, 'phone'],
      ['replay', `/sessions/${replay}/replay`, 'phone'],
      ['home', '/', 'desktop'],
    ];
    const only = process.env.PAGES?.split(',');
    for (const [name, path, profile] of pages.filter(([name]) => !only || only.includes(name))) {
      const costs: Cost[] = [];
      for (let run = 0; run < RUNS; run += 1) costs.push(await measure(stack.url + path, profile));
      for (const [figure, { goal, unit }] of Object.entries(GOALS) as [keyof Cost, { goal: number; unit: string }][]) {
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
    }
  } finally {
    await stack.stop();
    removeDataDir(dataDir);
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
    const figure = (name: string) => audits[name]?.numericValue ?? NaN;
    return {
      performance: score('performance'),
      accessibility: score('accessibility'),
      bestPractices: score('best-practices'),
      seo: score('seo'),
      lcpMs: figure('largest-contentful-paint'),
      cls: figure('cumulative-layout-shift'),
      tbtMs: figure('total-blocking-time'),
      scriptKb: scriptBytes(audits['network-requests']?.details) / 1_000,
    };
  } finally {
    browser.kill();
  }
}

function scriptBytes(details: unknown): number {
  const { items } = details as { items: { resourceType: string; transferSize: number }[] };
  return items.filter(({ resourceType }) => resourceType === 'Script').reduce((sum, one) => sum + one.transferSize, 0);
}
