import type { Language } from '@everexpo/contracts/problems';
import type { ProblemDescription } from './describe.ts';

const WORDS = {
  zh: {
    list: '接口问题代码',
    code: '代码',
    status: 'HTTP 状态',
    says: '说明',
    parameters: '参数',
    none: '无',
    lang: 'zh-CN',
  },
  en: {
    list: 'Problems',
    code: 'Code',
    status: 'HTTP status',
    says: 'Text',
    parameters: 'Parameters',
    none: 'none',
    lang: 'en',
  },
};

/** One code, for people. */
export function problemPage(
  { code, status, title, detail, parameters }: ProblemDescription,
  language: Language,
): string {
  const words = WORDS[language];
  const names = Object.entries(parameters).map(
    ([name, { type, values }]) => `<code>${escaped(name)}</code> (${values ? values.map(escaped).join(' | ') : type})`,
  );
  return page(
    `${title[language]} · ${code}`,
    `<h1>${escaped(title[language])}</h1>
<dl>
<dt>${words.code}</dt><dd><code>${escaped(code)}</code></dd>
<dt>${words.status}</dt><dd>${status}</dd>
<dt>${words.says}</dt><dd lang="zh-CN">${escaped(detail.zh)}</dd><dd lang="en">${escaped(detail.en)}</dd>
<dt>${words.parameters}</dt><dd>${names.join(', ') || words.none}</dd>
</dl>
<p><a href="/api/problems">${words.list}</a></p>`,
    language,
  );
}

/** All codes, for people. */
export function problemListPage(all: ProblemDescription[], language: Language): string {
  const rows = all.map(({ type, code, status, detail }) => {
    const cells = [`<a href="${escaped(type)}"><code>${escaped(code)}</code></a>`, status, escaped(detail[language])];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const { list, code, status, says } = WORDS[language];
  return page(
    list,
    `<h1>${list}</h1>
<table><thead><tr><th>${code}</th><th>${status}</th><th>${says}</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table>`,
    language,
  );
}

const page = (title: string, body: string, language: Language): string => `<!doctype html>
<html lang="${WORDS[language].lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
${body}
</html>
`;

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => SIGNS[sign] as string);
