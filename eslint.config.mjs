// Lint: type-checked rules, and the walls between the rooms of the design.
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import { RESTRICTED_TEXTS, UNTRANSLATED_TEXTS } from './eslint.texts.mjs';
import { FLOOR_CONFIG } from './eslint.floors.mjs';

export default tseslint.config(
  { ignores: ['dist', 'dist-tools', 'dist-test', 'out', 'artifacts', 'node_modules', '.vscode-test'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: ['eslint.config.mjs', 'eslint.texts.mjs', 'eslint.floors.mjs'],
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: 'error',
    },
  },
  ...FLOOR_CONFIG,
  { files: ['src/ui/**'], rules: { 'no-restricted-syntax': ['error', ...UNTRANSLATED_TEXTS] } },
  {
    files: ['src/**'],
    ignores: ['src/ui/**'],
    rules: { 'no-restricted-syntax': ['error', ...RESTRICTED_TEXTS, ...UNTRANSLATED_TEXTS] },
  },
  {
    // The demo server speaks as servers do; what is wrong with an argument object is for whoever writes the call.
    files: ['src/sandbox/**', 'src/commands/schema/**'],
    rules: { 'no-restricted-syntax': ['error', ...RESTRICTED_TEXTS] },
  },
  {
    files: ['src/domain/**'],
    rules: {
      'no-restricted-globals': ['error', 'fetch', 'setTimeout', 'setInterval', 'process'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'domain has no clock.' },
        { object: 'Math', property: 'random', message: 'domain has no randomness.' },
      ],
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: {
      globals: {
        require: 'readonly',
        module: 'readonly',
        __dirname: 'readonly',
        process: 'readonly',
        console: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  { files: ['**/*.mjs'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  prettier,
);
