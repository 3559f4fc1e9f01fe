import type { Clause, Content, Kind, Language } from './content.ts';
import { day, exclusivityText, ipText, money } from './words.ts';

type Writer = (content: Content, language: Language) => Omit<Clause, 'key'> | null;

/** A clause in the reader's language, or nothing when no paragraph has anything to say. */
const clause = (
  language: Language,
  titles: Record<Language, string>,
  paragraphs: (string | null)[],
): ReturnType<Writer> => {
  const said = paragraphs.filter((text): text is string => text !== null && text !== '');
  return said.length === 0 ? null : { title: titles[language], paragraphs: said };
};

/** The sentence of each kind in both languages. */
const pair = (language: Language, zh: string, en: string) => (language === 'zh' ? zh : en);

const subject: Writer = ({ terms }, language) =>
  clause(language, { zh: '标的与内容', en: 'Subject' }, terms.split(/\n+/));

const amends: Writer = ({ amends: number }, language) =>
  clause(language, { zh: '变更', en: 'Amendment' }, [
    number &&
      pair(
        language,
        `本协议自登记之日起取代编号为 ${number} 的协议。`,
        `From its registration this agreement takes the place of agreement ${number}.`,
      ),
  ]);

const price: Writer = ({ kind, amountFen, details: { payments } }, language) => {
  const total = {
    intent: pair(
      language,
      `各方意向合作金额为${money(amountFen, 'zh')}，以正式协议为准。`,
      `The parties envisage an amount of ${money(amountFen, 'en')}, subject to a definitive agreement.`,
    ),
    investment: pair(
      language,
      `投资金额为${money(amountFen, 'zh')}。`,
      `The amount invested is ${money(amountFen, 'en')}.`,
    ),
    other: pair(
      language,
      `本协议总金额为${money(amountFen, 'zh')}。`,
      `The total amount of this agreement is ${money(amountFen, 'en')}.`,
    ),
  };
  const plan = payments.map((payment, index) =>
    pair(
      language,
      `（${index + 1}）${payment.title}：${day(payment.dueOn, 'zh')}前支付${money(payment.amountFen, 'zh')}。`,
      `(${index + 1}) ${payment.title}: ${money(payment.amountFen, 'en')}, due by ${day(payment.dueOn, 'en')}.`,
    ),
  );
  return clause(language, { zh: '金额与支付', en: 'Amount and payment' }, [
    total[kind === 'intent' || kind === 'investment' ? kind : 'other'],
    ...plan,
  ]);
};

const particulars: Record<Kind, Writer> = {
  intent: (_content, language) =>
    clause(language, { zh: '效力', en: 'Effect' }, [
      pair(
        language,
        '本意向书表达各方合作意愿；除保密与争议解决条款外，不产生履行义务。各方应在期限内诚信磋商正式协议。',
        'This letter states the intention of the parties. Save for confidentiality and disputes it creates no ' +
          'obligation to perform; the parties negotiate a definitive agreement in good faith within its term.',
      ),
    ]),
  cooperation: (_content, language) =>
    clause(language, { zh: '合作方式', en: 'Way of working' }, [
      pair(
        language,
        '各方各指定一名负责人，按里程碑推进，至少每季度共同检查一次进展并形成记录。',
        'Each party names one person in charge. The work follows the milestones; progress is reviewed ' +
          'together and recorded at least every quarter.',
      ),
    ]),
  transfer: (_content, language) =>
    clause(language, { zh: '技术交付', en: 'Delivery of the technology' }, [
      pair(
        language,
        '转让方应交付完整的技术资料，提供必要的技术指导，并保证其为所转让技术的合法权利人。受让方按约定标准验收。',
        'The transferor hands over the complete technical documentation, gives the guidance that is needed ' +
          'and warrants to be the rightful owner. The transferee accepts delivery by the agreed standard.',
      ),
    ]),
  licence: ({ details: { exclusivity, territory } }, language) =>
    clause(language, { zh: '许可范围', en: 'Scope of the licence' }, [
      exclusivity && exclusivityText[exclusivity][language],
      territory && pair(language, `许可地域：${territory}。`, `Territory: ${territory}.`),
    ]),
  investment: ({ details: { shareBasisPoints } }, language) =>
    clause(language, { zh: '股权', en: 'Share' }, [
      shareBasisPoints === null
        ? null
        : pair(
            language,
            `投资方由此取得目标公司 ${(shareBasisPoints / 100).toFixed(2)}% 的股权，并依法办理变更登记。`,
            `The investor acquires ${(shareBasisPoints / 100).toFixed(2)}% of the company; ` +
              'the change is entered in the company register as the law requires.',
          ),
    ]),
};

const ip: Writer = ({ kind, details }, language) =>
  kind === 'intent' || kind === 'investment'
    ? null
    : clause(language, { zh: '知识产权', en: 'Intellectual property' }, [ipText[details.ip][language]]);

const term: Writer = ({ termMonths }, language) =>
  clause(language, { zh: '期限', en: 'Term' }, [
    pair(
      language,
      `本协议自最后一方签署之日起生效，有效期 ${termMonths} 个月。`,
      `This agreement takes effect with the last signature and holds for ${termMonths} months.`,
    ),
  ]);

const milestones: Writer = ({ details }, language) =>
  clause(
    language,
    { zh: '里程碑', en: 'Milestones' },
    details.milestones.map(({ title, dueOn }, index) =>
      pair(
        language,
        `（${index + 1}）${day(dueOn, 'zh')}前：${title}。`,
        `(${index + 1}) By ${day(dueOn, 'en')}: ${title}.`,
      ),
    ),
  );

const confidentiality: Writer = (_content, language) =>
  clause(language, { zh: '保密', en: 'Confidentiality' }, [
    pair(
      language,
      '各方对因本协议获知的未公开信息保密，未经书面同意不得披露，本条在协议终止后三年内仍然有效。',
      'The parties keep confidential what they learn through this agreement and is not public. This clause ' +
        'outlives the agreement by three years.',
    ),
  ]);

const disputes: Writer = (_content, language) =>
  clause(language, { zh: '争议解决', en: 'Disputes' }, [
    pair(
      language,
      '本协议适用中华人民共和国法律。争议由各方协商解决；协商不成的，提交甲方所在地有管辖权的人民法院。',
      'The law of the People’s Republic of China applies. The parties settle disputes by consultation, ' +
        'failing which the competent court at the seat of Party A decides.',
    ),
  ]);

const other: Writer = ({ details }, language) =>
  clause(language, { zh: '其他约定', en: 'Other terms' }, details.otherTerms.split(/\n+/));

const closing: Writer = (_content, language) =>
  clause(language, { zh: '签署', en: 'Signing' }, [
    pair(
      language,
      '各方以可靠的电子签名签署本协议，签署的文件以其 SHA-256 摘要为准，并在存证账本登记。中英文本不一致的，以中文为准。',
      'The parties sign electronically. What was signed is identified by its SHA-256 digest and registered in ' +
        'the ledger. Where the two languages differ, the Chinese text prevails.',
    ),
  ]);

const ORDER: [string, Writer][] = [
  ['amends', amends],
  ['subject', subject],
  ['price', price],
  ['particulars', (content, language) => particulars[content.kind](content, language)],
  ['ip', ip],
  ['term', term],
  ['milestones', milestones],
  ['confidentiality', confidentiality],
  ['disputes', disputes],
  ['other', other],
  ['closing', closing],
];

/** The agreement's clauses in order; a clause without anything to say is left out. */
export function clausesOf(content: Content, language: Language): Clause[] {
  return ORDER.flatMap(([key, write]) => {
    const written = write(content, language);
    return written ? [{ key, ...written }] : [];
  });
}

/** 第一条 / Article 1: the heading of the nth clause, counted from 0. */
export function clauseHeading(index: number, language: Language): string {
  if (language === 'en') return `Article ${index + 1}`;
  const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
  const [tens, ones] = [Math.floor((index + 1) / 10), (index + 1) % 10];
  return `第${tens === 0 ? '' : tens === 1 ? '十' : `${digits[tens]}十`}${ones === 0 && tens > 0 ? '' : digits[ones]}条`;
}
