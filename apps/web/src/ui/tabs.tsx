import type { ReactNode } from 'react';
import { Tab as AriaTab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';
import styles from './ui.module.css';

export interface Tab {
  name: string;
  label: string;
  content: ReactNode;
}

/** Tabs over one panel: arrows move between them, and only the chosen one's content is there. */
export function Tabs({ tabs, initial = tabs[0].name }: { tabs: [Tab, ...Tab[]]; initial?: string }) {
  return (
    <AriaTabs defaultSelectedKey={initial} className={styles.tabbed}>
      <TabList className={styles.tabs}>
        {tabs.map(({ name, label }) => (
          <AriaTab key={name} id={name} className={styles.tab}>
            {label}
          </AriaTab>
        ))}
      </TabList>
      {tabs.map(({ name, content }) => (
        <TabPanel key={name} id={name} className={styles.tabPanel}>
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
