export { HelpTopic } from './help-topic.tsx';
export { topicAt } from './topics.ts';
