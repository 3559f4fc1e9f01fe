import { defineConfig } from 'oxlint';

// Words that the field has better ones for: docs/style.md, Words.
const WORDS = 'nth|untold|landed|putBack|putOut|callOff|onPaper|faultsFile|milliseconds|stretches|Keeper|Surroundings';
const HOUSE_WORDS = `/^(MOST_|(tell|refuse)[A-Z]|keep(?!Alive$)[A-Z]|(${WORDS})$)/`;
const DECLARATIONS =
  'VariableDeclarator, FunctionDeclaration, ClassDeclaration, TSInterfaceDeclaration, TSTypeAliasDeclaration';
const houseWords = [
  `:matches(${DECLARATIONS})[id.name=${HOUSE_WORDS}]`,
  `:matches(MethodDefinition, PropertyDefinition, TSPropertySignature, Property)[key.name=${HOUSE_WORDS}]`,
  `:function > Identifier.params[name=${HOUSE_WORDS}]`,
].map((selector) => ({ selector, message: 'The field has a better word for it: docs/style.md, Words.' }));

const queryKeys = [
  'Property[key.name="queryKey"] > ArrayExpression',
  'CallExpression[callee.property.name=/^(get|set)QueryData$/] > ArrayExpression:first-child',
  'VariableDeclarator[id.name="queryKey"] > ArrayExpression',
].map((selector) => ({ selector, message: 'The keys of queries are made in lib/api/query-keys.ts.' }));

export default defineConfig({
  ignorePatterns: ['**/dist/**', '**/dist-dev/**', '.everexpo/**', 'apps/web/public/**', '**/*.gen.ts'],
  plugins: ['typescript', 'react', 'oxc', 'import'],
  // What oxlint lacks of ESLint's own rules.
  jsPlugins: [{ name: 'eslint-js', specifier: 'oxlint-plugin-eslint' }],
  categories: { correctness: 'error' },
  options: { denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  env: { builtin: true, browser: true, node: true },
  rules: {
    'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    'typescript/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-empty-object-type': 'error',
    'typescript/no-namespace': 'error',
    'typescript/no-require-imports': 'error',
    'typescript/no-unsafe-function-type': 'error',
    'typescript/ban-ts-comment': 'error',
    'no-empty': 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    'prefer-rest-params': 'error',
    'prefer-spread': 'error',
    'no-fallthrough': 'error',
    'no-case-declarations': 'error',
    'no-prototype-builtins': 'error',
    'no-regex-spaces': 'error',
    'preserve-caught-error': 'error',
    eqeqeq: 'error',
    'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    // The formatter breaks neither strings nor comments.
    'eslint-js/max-len': ['error', { code: 120, ignoreUrls: true }],
    'eslint-js/no-restricted-syntax': ['error', ...houseWords],
    complexity: ['error', 16],
  },
  overrides: [
    {
      // Dependency injection reads constructor parameters at run time, so their imports must stay imports of values.
      files: ['apps/api/src/**/*.ts'],
      rules: { 'typescript/consistent-type-imports': 'off' },
    },
    {
      files: ['apps/web/src/**/*.{ts,tsx}'],
      rules: {
        'react/rules-of-hooks': 'error',
        'react/exhaustive-deps': 'error',
        'react/error-boundaries': 'error',
        'react/globals': 'error',
        'react/immutability': 'error',
        'react/incompatible-library': 'error',
        'react/preserve-manual-memoization': 'error',
        'react/purity': 'error',
        'react/refs': 'error',
        'react/set-state-in-effect': 'error',
        'react/set-state-in-render': 'error',
        'react/static-components': 'error',
        'react/unsupported-syntax': 'error',
        'react/use-memo': 'error',
        'react/void-use-memo': 'error',
        'eslint-js/no-restricted-syntax': ['error', ...houseWords, ...queryKeys],
      },
    },
    {
      files: ['apps/web/src/**/*.test.{ts,tsx}'],
      rules: { 'eslint-js/no-restricted-syntax': ['error', ...houseWords] },
    },
    {
      // Words of the demo edition: data, long by nature.
      files: ['apps/api/src/demo/generate/lexicon.ts'],
      rules: { 'max-lines': 'off' },
    },
  ],
});
