import { en, zhCN } from 'zod/locales';
import type { z } from 'zod';
import type { Label } from '../vocabulary.ts';
import type { Language } from './catalogue/define.ts';

type Issue = z.core.$ZodIssue;

/** Zod's own words, for what seldom comes from a form. */
const OTHERS = { zh: zhCN().localeError, en: en().localeError };

/** What is said of a value that a contract's schema refuses; the issue must hold its `input`. */
export function zodIssueText(issue: Issue, language: Language): string {
  const own = ownText(issue);
  if (own) return own[language];
  const other = OTHERS[language](issue as z.core.$ZodRawIssue);
  return typeof other === 'string' ? other : (other?.message ?? issue.message);
}

function ownText(issue: Issue): Label | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null
        ? { zh: '这一项必填。', en: 'This is required.' }
        : TYPES[issue.expected];
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'invalid_format':
      return FORMATS[issue.format];
    case 'invalid_value':
      return { zh: '请从列表中选择一项。', en: 'Choose one from the list.' };
    default:
      return undefined;
  }
}

const TYPES: Partial<Record<string, Label>> = {
  string: { zh: '应为文字。', en: 'This must be a text.' },
  number: { zh: '应为数字。', en: 'This must be a number.' },
  int: { zh: '应为整数。', en: 'This must be a whole number.' },
  boolean: { zh: '应为是或否。', en: 'This must be yes or no.' },
  array: { zh: '应为列表。', en: 'This must be a list.' },
  object: { zh: '内容的格式不对。', en: 'This is not written as it should be.' },
};

const FORMATS: Partial<Record<string, Label>> = {
  email: { zh: '请填写有效的邮箱地址。', en: 'Enter an e-mail address, such as name@example.com.' },
  uuid: { zh: '标识无效，请刷新页面后重试。', en: 'This id is not valid. Reload the page and try again.' },
  datetime: { zh: '请填写有效的日期和时间。', en: 'Enter a valid date and time.' },
  date: { zh: '请填写有效的日期，例如 2026-11-20。', en: 'Enter a valid day, such as 2026-11-20.' },
  time: { zh: '请填写有效的时间，例如 09:30。', en: 'Enter a valid time, such as 09:30.' },
  regex: { zh: '格式不对，请检查。', en: 'This is not written as it should be. Check it.' },
};

function tooSmall({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): Label | undefined {
  if (origin === 'string')
    return minimum <= 1
      ? { zh: '不能为空。', en: 'This cannot be empty.' }
      : { zh: `至少 ${minimum} 个字符。`, en: `Use at least ${minimum} characters.` };
  if (origin === 'array') return { zh: `至少 ${minimum} 项。`, en: `At least ${minimum} needed.` };
  if (origin !== 'number' && origin !== 'int') return undefined;
  return inclusive
    ? { zh: `不能小于 ${minimum}。`, en: `This must be ${minimum} or more.` }
    : { zh: `应大于 ${minimum}。`, en: `This must be more than ${minimum}.` };
}

function tooBig({ origin, maximum, inclusive }: z.core.$ZodIssueTooBig): Label | undefined {
  if (origin === 'string') return { zh: `最多 ${maximum} 个字符。`, en: `Use at most ${maximum} characters.` };
  if (origin === 'array') return { zh: `最多 ${maximum} 项。`, en: `At most ${maximum} allowed.` };
  if (origin !== 'number' && origin !== 'int') return undefined;
  return inclusive
    ? { zh: `不能大于 ${maximum}。`, en: `This must be ${maximum} or less.` }
    : { zh: `应小于 ${maximum}。`, en: `This must be less than ${maximum}.` };
}
