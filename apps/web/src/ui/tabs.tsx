import { useId, useState, type ReactNode } from 'react';
import styles from './ui.module.css';

export interface Tab {
  name: string;
  label: string;
  content: ReactNode;
}

/**
 * Tabs over one panel (WAI-ARIA's tab pattern): arrows move between them, and only the chosen one's content is there.
 */
export function Tabs({ tabs, initial = tabs[0].name }: { tabs: [Tab, ...Tab[]]; initial?: string }) {
  const id = useId();
  const [chosen, setChosen] = useState(initial);
  const at = Math.max(
    0,
    tabs.findIndex(({ name }) => name === chosen),
  );
  return (
    <>
      <div className={styles.tabs} role="tablist">
        {tabs.map(({ name, label }) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={name === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={name === chosen ? 0 : -1}
            onClick={() => setChosen(name)}
            onKeyDown={(event) => {
              const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
              if (next === undefined) return;
              event.preventDefault();
              const other = (tabs.at(next % tabs.length) ?? tabs[0]).name;
              setChosen(other);
              document.getElementById(`${id}-${other}`)?.focus();
            }}
          >
            {label}
          </button>
        ))}
      </div>
      <div
        id={`${id}-panel`}
        role="tabpanel"
        aria-labelledby={`${id}-${chosen}`}
        className={styles.tabPanel}
        tabIndex={0}
      >
        {(tabs[at] ?? tabs[0]).content}
      </div>
    </>
  );
}
