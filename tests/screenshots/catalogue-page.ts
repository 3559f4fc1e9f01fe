export interface Picture {
  /** Of a page, as tests/support/pages/every-page.ts names it. */
  name: string;
  state: string;
  /** Of the window, in pixels. */
  width: number;
  theme: 'light' | 'dark';
  file: string;
  /** Pixels by which the page was wider than its window. */
  overflow: number;
}

/** One HTML page of all pictures: a row for each page and state, to be filtered by width and theme. */
export function cataloguePage(pictures: Picture[]): string {
  const rows = Map.groupBy(pictures, ({ name, state }) => `${name} · ${state}`);
  const widths = [...new Set(pictures.map(({ width }) => width))].toSorted((a, b) => a - b);
  const choices = [...widths.map((width) => `w${width}`), 'light', 'dark'];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Every page of Everexpo</title>
<style>
  body { font: 15px/1.5 system-ui, sans-serif; margin: 0 24px 48px; background: #ececec; color: #222; }
  form { position: sticky; top: 0; background: #ececec; padding: 12px 0; display: flex; gap: 16px; }
  section > div { display: flex; gap: 12px; align-items: flex-start; overflow-x: auto; padding-bottom: 8px; }
  figure { margin: 0; }
  img { height: 420px; width: auto; border: 1px solid #bbb; background: #fff; display: block; }
  figcaption { font-size: 12px; }
  .wide figcaption { color: #a00; font-weight: 600; }
${choices.map((one) => `  body:has(#${one}:not(:checked)) figure.${one} { display: none; }`).join('\n')}
</style>
<h1>Every page of Everexpo</h1>
<form>
${choices.map(choice).join('\n')}
</form>
${[...rows].map(([title, row]) => section(title, row)).join('\n')}
</html>
`;
}

const choice = (name: string): string =>
  `  <label><input type="checkbox" id="${name}" checked> ${name.replace('w', '')}</label>`;

const section = (title: string, row: Picture[]): string => `<section>
<h2>${title}</h2>
<div>
${row.map(figure).join('\n')}
</div>
</section>`;

function figure({ file, width, theme, overflow }: Picture): string {
  const caption = `${width} ${theme}${overflow > 0 ? `, ${overflow} px too wide` : ''}`;
  return `<figure class="w${width} ${theme}${overflow > 0 ? ' wide' : ''}">
<a href="${file}"><img src="${file}" loading="lazy" alt="${caption}"></a><figcaption>${caption}</figcaption>
</figure>`;
}
