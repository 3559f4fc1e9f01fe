import type { DraftEvaluation } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { isLost } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { Failure, Skeleton } from '../../ui/feedback/states.tsx';
import { ruleLabel } from './rule-labels.ts';
import styles from './prepare.module.css';
import ruleStyles from './problems-panel.module.css';
import { useEvaluation } from './use-draft.ts';

type Rule = DraftEvaluation['rules'][number];
const WORST = 3;

/** The score by rule, worst first, each with its places; the three worst in words on top. */
export function ProblemsPanel({ editionId, onShow }: { editionId: string; onShow: (code: string) => void }) {
  const { t } = useTranslation(['prepare', 'common']);
  const { count, label, list } = useFormats();
  const { data, error } = useEvaluation(editionId);
  if (isLost(error, data)) return <Failure error={error} />;
  if (!data) return <Skeleton height={200} />;
  const rules = data.rules
    .filter((rule) => rule.impact !== 'ignore' && isPenalty(rule))
    .sort((a, b) => a.score.hard - b.score.hard || a.score.medium - b.score.medium || a.score.soft - b.score.soft);
  return (
    <section className={styles.panel} aria-label={t('problems')}>
      <p className="figures">
        {t('score', {
          hard: count(data.score.hard),
          medium: count(data.score.medium),
          soft: count(data.score.soft),
        })}
        {data.unplaced > 0 && ` · ${t('unplaced', { n: data.unplaced })}`}
      </p>
      {rules.length === 0 && <p className="muted">{t('noProblems')}</p>}
      <ol className={ruleStyles.worst}>
        {rules.slice(0, WORST).map((rule) => (
          <li key={rule.name}>
            {t('worst', {
              rule: label(ruleLabel(rule.name)),
              sessions: list(rule.matches[0]?.sessions ?? []),
              n: rule.count,
            })}
          </li>
        ))}
      </ol>
      {rules.map((rule) => (
        <details key={rule.name} className={ruleStyles.rule}>
          <summary>
            <span className={rule.impact === 'warn' ? '' : styles.alert}>{label(ruleLabel(rule.name))}</span>
            <span className="figures small muted">
              {t(`impact.${rule.impact}`)} · {count(rule.score.hard || rule.score.medium || rule.score.soft)} ·{' '}
              {rule.count}
            </span>
          </summary>
          <ul>
            {rule.matches.slice(0, 30).map((match) => (
              <li key={match.sessions.join()} className="small">
                {match.sessions.map((code) => (
                  <button key={code} type="button" className={styles.link} onClick={() => onShow(code)}>
                    {code}
                  </button>
                ))}
                <span className="figures muted">
                  {count(match.score.hard || match.score.medium || match.score.soft)}
                </span>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

function isPenalty({ score }: Rule): boolean {
  return score.hard < 0 || score.medium < 0 || score.soft < 0;
}

/** Codes of the sessions that break a rule which blocks placing or publishing. */
export function brokenSessions(evaluation: DraftEvaluation | undefined): ReadonlySet<string> {
  return new Set(
    evaluation?.rules
      .filter((rule) => rule.impact.startsWith('block') && isPenalty(rule))
      .flatMap((rule) => rule.matches.flatMap((match) => match.sessions)),
  );
}
