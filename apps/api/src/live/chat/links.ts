import { LinkifyIt, type Match } from 'linkify-it';

/** What follows is an address whatever it is; letters before it belong to another word. */
const PLAIN = /(?<![a-z0-9])(?:https?:\/\/|ftp:\/\/|www\.)[^\s.]|[\w.+-]+@[\w-]+\.[a-z]/i;
/** Endings of the domains that are written without a scheme; those that file names and programs have are left out. */
const ENDINGS =
  'com cn net org edu gov top xyz info io me cc vip shop site ru tv link club app ly wang online fun pro'.split(' ');
const finder = new LinkifyIt({ fuzzyLink: true, tlds: ENDINGS });

/** A full stop of Chinese ends a sentence; as the dot of a domain it is taken before the commonest endings alone. */
const IDEOGRAPHIC_DOT = /(?<=[a-z0-9-])[。．｡](?=(?:com|cn|net|org)(?![\p{L}\p{N}]))/giu;
/** Products whose names look like domains: an ending in capitals, as in ASP.NET, and a few that are written small. */
const PRODUCT = /^(?:[\w-]+\.(?:NET|IO)|(?:asp|vb|ado|ml|paint)\.net|socket\.io)$/;
/** Of figures alone a domain is known by three at least, as 163.com and 12306.cn; 1.2.cn numbers a version. */
const NUMBERED = /(?:^|\.)\d+\.[a-z]+$/i;
const KNOWN_BY_FIGURES = /^\d{3,}\.(?:com|cn|net)$/i;
/**
 * What no domain here has in it, or the port behind one: Chinese runs on without blanks, so each run is looked at
 * alone.
 */
const NO_DOMAIN = /[^\p{Script=Latin}\p{N}\p{P}\p{S}\s]|:(?=\d)/gu;

/**
 * Whether a text holds an address of the web or of mail: one with a scheme or `www.`, or a plain domain. Full-width
 * letters count as the half-width ones; products (ASP.NET), versions and sentences are no domains.
 */
export function hasLink(text: string): boolean {
  const written = text.replace(IDEOGRAPHIC_DOT, '.').replace(/[。｡]/g, ' ').normalize('NFKC');
  if (PLAIN.test(written)) return true;
  return (finder.match(written.replace(NO_DOMAIN, ' ')) ?? []).some(isDomain);
}

function isDomain({ schema, raw }: Match): boolean {
  if (schema !== '') return true;
  const [host = ''] = raw.split(/[/?#:]/);
  if (raw === host && PRODUCT.test(host)) return false;
  return !NUMBERED.test(host) || KNOWN_BY_FIGURES.test(host);
}
