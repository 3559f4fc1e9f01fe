import { useTranslation } from 'react-i18next';
import { keysOfTopic, type Topic } from './topics.ts';
import styles from './help.module.css';

/** What a page is for, what can be done there and by which keys. */
export function HelpTopic({ topic }: { topic: Topic }) {
  const { t } = useTranslation('help');
  return (
    <div className={styles.topic}>
      <p>{t(`${topic}.lead`)}</p>
      <ul className={styles.steps}>
        {t(`${topic}.steps`)
          .split('\n')
          .map((step) => (
            <li key={step}>{step}</li>
          ))}
      </ul>
      {topic in keysOfTopic && <Keys topic={topic as keyof typeof keysOfTopic} />}
    </div>
  );
}

function Keys({ topic }: { topic: keyof typeof keysOfTopic }) {
  const { t } = useTranslation('help');
  const said = t(`keys.${topic}`).split('\n');
  return (
    <>
      <p className="small muted">{t('keyboard')}</p>
      <dl className={styles.keys}>
        {keysOfTopic[topic].map((combination, index) => (
          <div key={combination}>
            <dt>
              {combination.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{said[index]}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
