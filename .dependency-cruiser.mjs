import { below, contexts } from './apps/api/src/contexts.ts';

/** The rules of the house (docs/architecture.md), checked by `npm run boundaries`. */
const names = Object.keys(contexts);
const door = `^apps/api/src/(${names.join('|')})/`;

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'through-the-door',
      comment:
        'A context shows the others one index.ts; nobody imports files behind it. Sandboxed programs have a ' +
        'door of their own: they load nothing else of the API.',
      severity: 'error',
      // Builders write what contexts keep: they are also used where a context's decorators cannot be compiled.
      from: { path: '^apps/api/src/([^/]+)/', pathNot: '^apps/api/src/testing/builders/' },
      to: {
        path: door,
        pathNot: [
          '^apps/api/src/$1/',
          '^apps/api/src/[^/]+/index\\.ts$',
          '^apps/api/src/platform/(database|sandbox|paper)/',
        ],
      },
    },
    {
      name: 'wiring-through-the-door',
      severity: 'error',
      from: { path: '^apps/api/src/[^/]+\\.ts$', pathNot: '^apps/api/src/entities\\.ts$' },
      to: { path: door, pathNot: '^apps/api/src/[^/]+/index\\.ts$' },
    },
    {
      name: 'wiring-lies-above',
      comment: 'What wires the contexts knows all of them, and every entity: none of them imports it.',
      severity: 'error',
      from: { path: door, pathNot: '\\.(spec|test)\\.ts$' },
      to: { path: '^apps/api/src/[^/]+\\.ts$' },
    },
    {
      name: 'entities-stay-at-home',
      comment: 'An entity maps a table of its context: no index.ts hands it on. TypeORM reads the list in entities.ts.',
      severity: 'error',
      from: { path: '^apps/api/src/[^/]+/index\\.ts$' },
      to: { path: '\\.entity\\.ts$' },
    },
    ...names.map((context) => ({
      name: `${context}-looks-down-only`,
      severity: 'error',
      from: { path: `^apps/api/src/${context}/`, pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^apps/api/src/[^/]+/',
        pathNot: [context, ...below(context)].map((name) => `^apps/api/src/${name}/`),
      },
    })),
    {
      name: 'libs-are-plain',
      comment: 'libs/ know nothing of Nest, React, HTTP or SQL, nor of the apps.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: ['^apps/', 'node_modules/(@nestjs|react|react-dom|typeorm|pg|fastify|express|socket\\.io)'] },
    },
    {
      name: 'contracts-stand-alone',
      severity: 'error',
      from: { path: '^libs/contracts/' },
      to: { path: '^(libs/(?!contracts/)|apps/)' },
    },
    {
      name: 'web-and-api-apart',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^apps/(api|launcher)/' },
    },
    {
      name: 'api-and-web-apart',
      severity: 'error',
      from: { path: '^apps/api/' },
      to: { path: '^apps/(web|launcher)/' },
    },
    {
      name: 'launcher-imports-no-app',
      severity: 'error',
      from: { path: '^apps/launcher/' },
      to: { path: '^apps/(api|web)/src/' },
    },
    {
      name: 'features-are-doors',
      comment:
        'A feature shows the others one index.ts. Its pages are loaded by routes.ts alone, each when it is opened.',
      severity: 'error',
      from: { path: '^apps/web/src/features/([^/]+)/' },
      to: {
        path: '^apps/web/src/features/',
        pathNot: ['^apps/web/src/features/$1/', '^apps/web/src/features/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'features-lie-above-lib',
      comment:
        'What several features of the web app use lies in lib/ or ui/, or is a component another feature offers.',
      severity: 'error',
      from: { path: '^apps/web/src/(lib|ui)/' },
      to: { path: '^apps/web/src/features/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(dist(-dev)?/|\\.module\\.css$)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
  },
};
