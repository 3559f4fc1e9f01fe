import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

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

export default tseslint.config(
  { ignores: ['**/dist/**', '**/dist-dev/**', 'node_modules/**', '.everexpo/**', 'apps/web/public/**', '**/*.gen.ts'] },
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      // Prettier breaks neither strings nor comments.
      'max-len': ['error', { code: 120, ignoreUrls: true }],
      complexity: ['error', 16],
      'no-restricted-syntax': ['error', ...houseWords],
    },
  },
  {
    // Dependency injection reads constructor parameters at run time, so their imports must stay imports of values.
    files: ['apps/api/src/**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'off',
      // It does not see a use inside a decorator.
      'no-useless-assignment': 'off',
    },
  },
  {
    files: ['apps/web/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'no-restricted-syntax': [
        'error',
        ...houseWords,
        ...[
          'Property[key.name="queryKey"] > ArrayExpression',
          'CallExpression[callee.property.name=/^(get|set)QueryData$/] > ArrayExpression:first-child',
          'VariableDeclarator[id.name="queryKey"] > ArrayExpression',
        ].map((selector) => ({ selector, message: 'The keys of queries are made in lib/api/query-keys.ts.' })),
      ],
    },
  },
  {
    files: ['apps/web/src/**/*.test.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', ...houseWords] },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', performance: 'readonly' } },
  },
  {
    // Words of the demo edition: data, long by nature.
    files: ['apps/api/src/demo/generate/lexicon.ts'],
    rules: { 'max-lines': 'off' },
  },
);
