export { DeckPage } from './deck/deck-page.tsx';
export { SessionShown, useSession } from './feed/session-feed.tsx';
export { emptyState, withMessage, type SessionSource, type SessionState } from './feed/session-log.ts';
export { default as questionStyles } from './questions/questions.module.css';
export { default as sessionLayout } from './session.module.css';
export { default as stageStyles } from './stage/stage.module.css';
