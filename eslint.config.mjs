import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

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
      complexity: ['error', 16],
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
        ...[
          'Property[key.name="queryKey"] > ArrayExpression',
          'CallExpression[callee.property.name=/^(get|set)QueryData$/] > ArrayExpression:first-child',
          'VariableDeclarator[id.name="queryKey"] > ArrayExpression',
        ].map((selector) => ({ selector, message: 'The keys of queries are made in lib/query-keys.ts.' })),
      ],
    },
  },
  {
    files: ['apps/web/src/**/*.test.{ts,tsx}'],
    rules: { 'no-restricted-syntax': 'off' },
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
