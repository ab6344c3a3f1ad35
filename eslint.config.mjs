// Lint: type-checked rules, and the walls between the rooms of the design.
import path from 'node:path';
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const src = (room) => path.join(import.meta.dirname, 'src', room);

/** A room, and all that it must not import from `src`. */
const wall = (room, allowed, message) => ({
  target: src(room),
  from: src(''),
  except: [room, ...allowed].map((name) => `./${name}`),
  message,
});

/** A host room may use another host room's index only, never its insides. */
const HOST_ROOMS = ['connections', 'tree', 'commands', 'webviews'];
const insides = HOST_ROOMS.flatMap((room) =>
  HOST_ROOMS.filter((other) => other !== room).map((other) => ({
    target: src(room),
    from: src(other),
    except: ['./index.ts'],
    message: `${room} may use ${other} through its index only.`,
  })),
);

const NO_VSCODE = { name: 'vscode', message: 'This room is tested without VS Code.' };

export default tseslint.config(
  { ignores: ['dist', 'dist-tools', 'dist-test', 'out', 'artifacts', 'node_modules', '.vscode-test'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx', '.js'] })] },
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
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: [
            wall('api', [], 'api imports no other room.'),
            wall('links', ['api/types.ts'], 'links knows only the types of api.'),
            wall('editing', ['api', 'links'], 'editing imports api and links only.'),
            wall('sandbox', [], 'client and server must not share a mistake.'),
            ...insides,
            {
              target: path.join(src('webviews'), '*/app/**/*'),
              from: src(''),
              except: ['./webviews', './links', './api/types.ts'],
            },
            {
              target: path.join(src('webviews'), '*/app/**/*'),
              from: path.join(src('webviews'), '*/panel.ts'),
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/{api,links,editing,sandbox}/**', 'src/webviews/*/{app/**,protocol.ts}'],
    rules: { 'no-restricted-imports': ['error', { paths: [NO_VSCODE] }] },
  },
  {
    files: ['src/links/**', 'src/webviews/*/{app/**,protocol.ts}'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [NO_VSCODE], patterns: [{ group: ['node:*'], message: 'No node here.' }] },
      ],
    },
  },
  {
    files: ['src/links/**'],
    rules: {
      'no-restricted-globals': ['error', 'fetch', 'setTimeout', 'setInterval', 'process'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'links has no clock.' },
        { object: 'Math', property: 'random', message: 'links has no randomness.' },
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
