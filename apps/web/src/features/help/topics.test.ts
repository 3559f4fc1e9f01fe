import { expect, test } from 'vitest';
import { routes } from '../../routes.ts';
import zh from './help.zh.ts';
import { chapters, keysOfTopic, topicAt, topicOf } from './topics.ts';

test.each(routes)('$path is explained', ({ path }) => {
  const topic = topicOf(path);
  expect(topic, 'a topic of help/topics.ts').toBeDefined();
  expect(topicAt(path.replaceAll(':', '').replace('*', '/nowhere'))).toBe(topic);
});

test('every key that is shown is explained', () => {
  for (const [topic, keys] of Object.entries(keysOfTopic))
    expect([topic, zh.keys[topic as keyof typeof keysOfTopic].split('\n').length]).toEqual([topic, keys.length]);
});

test('the list of all names a topic once', () => {
  const listed = Object.values(chapters).flat();
  expect(listed.length).toBe(new Set(listed).size);
});
