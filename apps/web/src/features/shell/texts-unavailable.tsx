import { Button } from '../../ui/button.tsx';
import styles from '../../ui/ui.module.css';

/** In the place of everything when the texts could not be fetched: the one thing to be said without them. */
export function TextsUnavailable() {
  return (
    <main className={styles.page}>
      <div className={`${styles.notice} ${styles.error}`} role="alert">
        <span lang="zh-CN">页面没有载入，请检查网络后重试。</span>
        <span lang="en">The page could not be loaded. Check your connection and try again.</span>
        <Button onClick={() => location.reload()}>重试 Try again</Button>
      </div>
    </main>
  );
}
