import { useTranslation } from 'react-i18next';
import type { Label } from '@everexpo/contracts';

export interface Formats {
  zh: boolean;
  /** One of two texts in the reader's language. */
  pick(zh: string, en: string): string;
  label(label: Label): string;
  /** Clock time in a zone, 24 hours. */
  time(instant: string, timeZone: string): string;
  dayAndTime(instant: string, timeZone: string): string;
  /** Short name of a zone at an instant, GMT+8. */
  zone(instant: string, timeZone: string): string;
  /** A calendar day (YYYY-MM-DD) as month, day and weekday. */
  day(day: string): string;
  /** Short amount: ¥1,280万 or CNY 12.8M. */
  amount(fen: number): string;
  /** The exact amount with two decimals. */
  exactAmount(fen: number): string;
  count(n: number): string;
  /** A file's size, 1.2 MB. */
  fileSize(bytes: number): string;
  /** Things one after the other, as the language lists them: 甲、乙和丙. */
  list(items: string[]): string;
}

/** Texts, times and amounts in the reader's language. */
export function useFormats(): Formats {
  const { i18n } = useTranslation();
  const zh = i18n.language === 'zh';
  const locale = zh ? 'zh-CN' : 'en-GB';
  const pick = (chinese: string, english: string) => (zh ? chinese : english || chinese);
  return {
    zh,
    pick,
    label: (label) => pick(label.zh, label.en),
    time: (instant, timeZone) =>
      new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
        new Date(instant),
      ),
    dayAndTime: (instant, timeZone) =>
      new Intl.DateTimeFormat(locale, {
        timeZone,
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }).format(new Date(instant)),
    zone: (instant, timeZone) =>
      new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' })
        .formatToParts(new Date(instant))
        .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone,
    day: (day) =>
      new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short', day: 'numeric', weekday: 'short' }).format(
        new Date(`${day}T00:00:00Z`),
      ),
    amount: zh ? chineseAmount : englishAmount,
    exactAmount: (fen) =>
      `${zh ? '¥' : 'CNY '}${new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(fen / 100)}`,
    fileSize: (bytes) => fileSizeIn(locale, bytes),
    count: (n) => new Intl.NumberFormat(locale).format(n),
    list: (items) => listIn(locale, items),
  };
}

export const listIn = (locale: 'zh-CN' | 'en-GB', items: string[]) => new Intl.ListFormat(locale).format(items);

/** In kilobytes, megabytes from one of them on. */
function fileSizeIn(locale: string, bytes: number): string {
  const [unit, size] = bytes < 1_000_000 ? ['kilobyte', bytes / 1_000] : ['megabyte', bytes / 1_000_000];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(Math.max(size, 0.1));
}

/** Exact below 10,000 yuan, else to 0.1 万, and to 0.01 亿 from 亿 on. */
export function chineseAmount(fen: number): string {
  const yuan = fen / 100;
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat('zh-CN', { maximumFractionDigits: digits }).format(value);
  if (yuan >= 100_000_000) return `¥${number(yuan / 100_000_000, 2)}亿`;
  if (yuan >= 10_000) return `¥${number(yuan / 10_000, 1)}万`;
  return `¥${number(yuan, 2)}`;
}

/** As exact as {@link chineseAmount}, whatever its own steps. */
export function englishAmount(fen: number): string {
  const yuan = fen / 100;
  const format = (value: number, options: Intl.NumberFormatOptions) =>
    `CNY ${new Intl.NumberFormat('en-US', options).format(value)}`;
  if (yuan < 10_000) return format(yuan, { maximumFractionDigits: 2 });
  const grain = yuan >= 100_000_000 ? 1_000_000 : 1_000;
  return format(Math.round(yuan / grain) * grain, { notation: 'compact', maximumFractionDigits: 6 });
}

/** Minutes and seconds of a span, m:ss; the sign is left to the caller. */
export function clock(durationMs: number): string {
  const seconds = Math.floor(Math.abs(durationMs) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
