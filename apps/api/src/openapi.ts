import * as contracts from '@everexpo/contracts';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { compressedOnce, PROBLEM_TYPE } from './platform/index.ts';

/** What the operations are about; each has one of these. */
const TAGS = {
  accounts: 'Sign-in, the signed-in person, guests, second factor',
  editions: 'Editions with their rooms, slots, rules and absences',
  selection: 'Call for projects, submissions, reviews, decisions',
  projects: 'Projects of the programme and their decks',
  workspace: 'The programme in preparation: import, placing, solver, repair',
  programme: 'The published programme and its versions',
  exports: 'The programme as files at fixed addresses, and calendar feeds',
  stage: 'Live sessions: the stage, its presenters, the media room, the hall on site',
  audience: 'Questions, chat, polls and attendance of a session',
  recordings: 'Broadcast, replay, captions',
  meetings: 'Interests, booking, the negotiation room',
  tables: 'Meeting tables on site, check-in, scheduling',
  agreements: 'Drafting, review, signing, documents, ending, milestones',
  'paper desk': 'Agreements that were signed on paper',
  register: 'Verification, the public ledger, figures',
  wall: 'The wall of agreements and the signing ceremony',
  notices: 'What concerns the signed-in person',
  home: 'The front page',
  problems: 'Every problem that the API answers with',
};

type Kind = 'input' | 'output';
type JsonSchema = Record<string, unknown>;
interface Described {
  schema: JsonSchema;
  components: Record<string, JsonSchema>;
}

/** Objects, alternatives and word lists of the contracts are components by their names; their parts are written out. */
const NAMED = new Set(['object', 'union', 'enum']);
const names = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(contracts))
  if (schema instanceof z.ZodType && NAMED.has(schema.def.type)) names.add(schema, { id });

/** A zod schema as OpenAPI has it. What comes in is written out, what goes out refers to the contracts by name. */
function describe(schema: unknown, { schemaType }: { schemaType: Kind }): Described | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const metadata = schemaType === 'output' ? names : z.registry<{ id: string }>();
  const described = z.toJSONSchema(schema, { target: 'openapi-3.0', io: schemaType, metadata }) as JsonSchema;
  const { $schema: _, definitions, ...own } = described;
  const components = Object.entries((definitions ?? {}) as Described['components']);
  return { schema: own, components: Object.fromEntries(components.map(([name, { id: __, ...one }]) => [name, one])) };
}

const settings = () => {
  const builder = new DocumentBuilder()
    .setTitle('Everexpo')
    .setDescription('永不落幕科创会: the API that the web app itself uses. Errors are RFC 9457 problem details.')
    .setVersion('0.1.0')
    .addCookieAuth('everexpo.session_token')
    .addGlobalResponse({
      status: '4XX',
      description: 'RFC 9457 problem details',
      content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
    });
  for (const [tag, about] of Object.entries(TAGS)) builder.addTag(tag, about);
  return builder.build();
};

/** The OpenAPI document of all routes, made from the contracts' schemas. */
function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, settings(), { standardSchemaConverter: describe });
  // Referred to by every operation, and returned by none.
  const { components } = describe(contracts.Problem, { schemaType: 'output' }) as Described;
  Object.assign((document.components as { schemas: object }).schemas, components);
  return document;
}

/** Serves the document at /api/openapi.json, and as pages at /api/docs: made and written when it is first asked for. */
export function serveOpenApi(app: NestFastifyApplication): void {
  let document: OpenAPIObject | undefined;
  const described = () => (document ??= openApiDocument(app));
  SwaggerModule.setup('api/docs', app, described, { raw: false });
  let json: Buffer | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .get('/api/openapi.json', compressedOnce, (_request, reply) =>
      reply.type('application/json; charset=utf-8').send((json ??= Buffer.from(JSON.stringify(described())))),
    );
}
