import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { isBesideTheApi } from '../http/own-paths.ts';
import { PERMISSION } from './permit.ts';
import type { Permission } from './policy.ts';

/** Under which @SubscribeMessage keeps the name of its event. */
const MESSAGE_METADATA = 'message';

interface Entrance {
  /** Class and method. */
  name: string;
  /** Undefined for one that names none, which is a fault. */
  permission: Permission | undefined;
}

export interface Route extends Entrance {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  /** Path with its parameters, such as /api/projects/:id. */
  path: string;
  inputs: Input[];
}

/** What a route takes from its address or its body. */
export interface Input {
  /** `body`, `query` or the parameter. */
  name: string;
  /** Undefined for one that nothing looks at before the route does, which is a fault. */
  schema: unknown;
}

export interface SocketEvent extends Entrance {
  event: string;
}

/** Every method of an application that answers a route or a socket event. */
export function entrancesOf(app: NestFastifyApplication): { routes: Route[]; events: SocketEvent[] } {
  const discovery = app.get(DiscoveryService, { strict: false });
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  const routes: Route[] = [];
  const events: SocketEvent[] = [];
  for (const { instance } of [...discovery.getControllers(), ...discovery.getProviders()]) {
    if (typeof instance !== 'object' || instance === null) continue;
    for (const method of scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
      const handler = (instance as Record<string, unknown>)[method];
      if (typeof handler !== 'function') continue;
      const permission = reflector.get<Permission | undefined>(PERMISSION, handler);
      const entrance = { name: `${instance.constructor.name}.${method}`, permission };
      const event = Reflect.getMetadata(MESSAGE_METADATA, handler) as string | undefined;
      const path = Reflect.getMetadata(PATH_METADATA, handler) as string | undefined;
      if (event !== undefined) events.push({ ...entrance, event });
      else if (path !== undefined) {
        const verb = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod;
        const base = Reflect.getMetadata(PATH_METADATA, instance.constructor) as string;
        routes.push({
          ...entrance,
          method: nameOf(verb),
          path: pathOf(base, path),
          inputs: inputsOf(instance, method),
        });
      }
    }
  }
  return { routes, events };
}

/** Of the enum RouteParamtypes of @nestjs/common, which it does not export. */
const TAKEN: Record<string, string> = { 3: 'body', 4: 'query', 5: 'path' };

function inputsOf(controller: object, method: string): Input[] {
  const taken = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller.constructor, method) ?? {}) as Record<
    string,
    { data?: unknown; schema?: unknown }
  >;
  return Object.entries(taken).flatMap(([key, { data, schema }]) => {
    const name = TAKEN[key.split(':')[0] as string];
    return name === undefined ? [] : [{ name: typeof data === 'string' ? `${name} ${data}` : name, schema }];
  });
}

/** For one that answers all of them, GET. */
const nameOf = (verb: RequestMethod) => (verb === RequestMethod.ALL ? 'GET' : RequestMethod[verb]) as Route['method'];

function pathOf(base: string, own: string): string {
  const path = `/${[base, own]
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
  return isBesideTheApi(path) ? path : `/api${path}`;
}
