import { PATH_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { PERMISSION } from './permit.ts';
import type { Permission } from './policy.ts';

const MESSAGE_METADATA = 'message';
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** Every method that answers a route or a socket event, with the permission it names. */
function entrances(): { name: string; permission: Permission | undefined }[] {
  const discovery = api.app.get(DiscoveryService, { strict: false });
  const reflector = api.app.get(Reflector);
  const scanner = new MetadataScanner();
  return [...discovery.getControllers(), ...discovery.getProviders()].flatMap(({ instance }) => {
    if (typeof instance !== 'object' || instance === null) return [];
    const prototype = Object.getPrototypeOf(instance) as object;
    return scanner.getAllMethodNames(prototype).flatMap((method) => {
      const handler = (instance as Record<string, unknown>)[method];
      if (typeof handler !== 'function') return [];
      const isEntrance = Reflect.hasMetadata(PATH_METADATA, handler) || Reflect.hasMetadata(MESSAGE_METADATA, handler);
      return isEntrance ? [{ name: `${instance.constructor.name}.${method}`, permission: reflector.get<Permission | undefined>(PERMISSION, handler) }] : [];
    });
  });
}

test('every route and every socket event names its permission', () => {
  const found = entrances();
  expect(found.length).toBeGreaterThan(35);
  expect(found.some(({ name }) => name === 'LiveGateway.watch')).toBe(true);
  expect(found.filter(({ permission }) => permission === undefined)).toEqual([]);
});

test('the OpenAPI document describes the routes with the contracts', async () => {
  const { body } = await api.anonymous.get<{ paths: Record<string, Record<string, { responses: Record<string, unknown> }>> }>('/api/openapi.json');
  expect(Object.keys(body.paths)).toContain('/api/agreements/{id}/sign');
  expect(JSON.stringify(body.paths['/api/agreements/{id}/sign']?.post)).toContain('documentSha256');
  expect(JSON.stringify(body.paths['/api/programme']?.get)).toContain('pitchCount');
});

test('what belongs to a role is refused to the others, by name', async () => {
  const attendee = await api.as('attendee');
  const id = '00000000-0000-4000-8000-000000000000';
  const refused = [
    ['POST', `/api/sessions/${id}/stage/steps`, { action: 'open', revision: 0 }],
    ['PUT', `/api/sessions/${id}/stage/presenters/${id}`, { onStage: true }],
    ['GET', `/api/sessions/${id}/stage/presenters`, undefined],
    ['PUT', `/api/questions/${id}`, { answered: true }],
    ['POST', `/api/projects/${id}/interests`, {}],
    ['POST', '/api/agreements/paper', undefined],
  ] as const;
  for (const [method, path, body] of refused) {
    expect.soft(await api.anonymous.send(method, path, body), path).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
    expect.soft(await attendee.send(method, path, body), path).toMatchObject({ status: 403, body: { code: 'not_permitted' } });
  }
});
