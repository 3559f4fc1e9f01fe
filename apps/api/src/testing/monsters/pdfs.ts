import { counted, repeated, type Chunk, type Monster } from './monster.ts';
import { deflated } from './pictures.ts';

const SCANS = /paper scan|\/evidence/;
const MEGABYTE = 1024 * 1024;
const CATALOGUE = '<< /Type /Catalog /Pages 2 0 R /More 4 0 R >>';
const ONE_PAGE = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>';

/** A PDF of objects in their order, whose cross-reference table is right. */
function* pdf(objects: Iterable<Iterable<Chunk>>): Generator<Chunk> {
  const head = '%PDF-1.4\n';
  let length = head.length;
  const starts: number[] = [];
  yield head;
  for (const object of objects) {
    starts.push(length);
    for (const chunk of around(`${starts.length} 0 obj\n`, object, '\nendobj\n')) {
      length += chunk.length;
      yield chunk;
    }
  }
  yield `xref\n0 ${starts.length + 1}\n0000000000 65535 f \n`;
  yield* counted(starts.length, (at) => `${String(starts[at]).padStart(10, '0')} 00000 n \n`);
  yield `trailer << /Root 1 0 R /Size ${starts.length + 1} >>\nstartxref\n${length}\n%%EOF\n`;
}

/** One page, with something more behind it. */
const onePage = (page: string, more: Iterable<Chunk> = ['null']) =>
  pdf([[CATALOGUE], [ONE_PAGE], [`<< /Type /Page /Parent 2 0 R ${page} >>`], more]);

function* around(before: string, content: Iterable<Chunk>, after: string): Generator<Chunk> {
  yield before;
  yield* content;
  yield after;
}

export const pdfMonsters: Monster[] = [
  {
    name: 'array.pdf',
    make: (random, scale) =>
      onePage('/MediaBox [0 0 595 842]', around('[', repeated('0 ', random.int(5, 20) * 1_000_000 * scale), ']')),
  },
  {
    name: 'nested.pdf',
    make: (random) => {
      const depth = random.int(100_000, 5_000_000);
      return onePage('/MediaBox [0 0 595 842]', around('', repeated('[', depth), ']'.repeat(depth)));
    },
  },
  {
    name: 'pages.pdf',
    make: (random, scale) => {
      const pages = Math.round(random.int(100_000, 150_000) * scale);
      const kids = around(
        '<< /Type /Pages /Kids [',
        counted(pages, (at) => `${at + 4} 0 R `),
        `] /Count ${pages} >>`,
      );
      const page = ['<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>'];
      return pdf([[CATALOGUE.replace('/More 4 0 R ', '')], kids, ['null'], ...Array<string[]>(pages).fill(page)]);
    },
    refused: [{ path: /\/deck/, rule: /./ }],
  },
  {
    name: 'bomb.pdf',
    async *make(random, scale) {
      const filters = random.int(1, 2);
      // Never small enough to be unpacked whole unnoticed.
      const megabytes = random.int(400, 600) * Math.max(scale, 0.25);
      let bytes = await deflated(repeated(' ', megabytes * MEGABYTE));
      if (filters === 2) bytes = await deflated([bytes]);
      const stream = around(
        `<< /Length ${bytes.length} /Filter [${'/FlateDecode '.repeat(filters)}] >>\nstream\n`,
        [bytes],
        '\nendstream',
      );
      yield* onePage('/MediaBox [0 0 595 842] /Contents 4 0 R', stream);
    },
    refused: [{ path: SCANS, rule: /^(max_content|memory_limit|time_limit)$/ }],
  },
  {
    name: 'enormous-page.pdf',
    make: (random) => {
      const side = 10 ** random.int(5, 30);
      return onePage(`/MediaBox [0 0 ${side.toLocaleString('fullwide', { useGrouping: false })} 1]`);
    },
  },
  {
    name: 'page-tree.pdf',
    // A tree of pages that is its own branch.
    make: () =>
      pdf([['<< /Type /Catalog /Pages 2 0 R >>'], ['<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000000 >>']]),
    refused: [{ path: SCANS, rule: /./ }],
  },
];
