/**
 * Types are the compiler's business (`npm run check`); rules that would need them, or that mistake a type for a value, are
 * off. What is left finds what a compiler does not: expressions that can run away, markup from strings, forgotten `.only`.
 */
import js from '@eslint/js';
import * as parser from '@babel/eslint-parser';
import regexp from 'eslint-plugin-regexp';

const COMPILER_SEES = {
  'getter-return': 'off',
  'no-undef': 'off',
  'no-unused-vars': 'off',
  'no-redeclare': 'off',
  'no-dupe-class-members': 'off',
  'no-unused-private-class-members': 'off',
};

const MARKUP_FROM_STRINGS = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'dangerouslySetInnerHTML', 'srcdoc'].map(
  (property) => ({ property, message: 'Markup is made by Preact or from nodes, never from a string.' }),
);

const LEFT_BEHIND = ['only', 'skip', 'todo', 'fails'].map((word) => ({
  selector: `CallExpression[callee.property.name="${word}"][callee.object.name=/^(it|test|describe)$/]`,
  message: 'A test that does not run, or hides others, does not stay.',
}));

export default [
  {
    ignores: [
      '**/*.d.ts',
      'node_modules/',
      '.output/',
      'dist/',
      '.wxt/',
      '.stack/',
      'demo/',
      'coverage/',
      'test/e2e/out/',
    ],
  },
  js.configs.recommended,
  regexp.configs.recommended,
  {
    files: ['**/*.{js,mjs,ts,tsx}'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...COMPILER_SEES,
      'array-callback-return': 'error',
      'consistent-return': 'off',
      'default-case-last': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-alert': 'error',
      'no-constructor-return': 'error',
      'no-control-regex': 'off',
      'no-else-return': 'error',
      'no-eval': 'error',
      'no-extend-native': 'error',
      'no-implied-eval': 'error',
      'no-lonely-if': 'error',
      'no-new-func': 'error',
      'no-new-wrappers': 'error',
      'no-return-assign': 'error',
      'no-script-url': 'error',
      'no-self-compare': 'error',
      'no-throw-literal': 'error',
      'no-unneeded-ternary': 'error',
      'no-unreachable-loop': 'error',
      'no-unused-expressions': 'error',
      'no-useless-rename': 'error',
      'no-useless-return': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'prefer-object-has-own': 'error',
      'prefer-promise-reject-errors': 'error',
      radix: 'error',
      // Headers, pages and DNS answers are written by the attacker: no expression may run away.
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': 'error',
      // Matters of taste that fight with readable character classes.
      'regexp/control-character-escape': 'off',
      'regexp/prefer-d': 'off',
      'regexp/prefer-w': 'off',
      'regexp/use-ignore-case': 'off',
      'regexp/strict': 'off',
      'regexp/no-obscure-range': 'off',
      'regexp/prefer-character-class': 'off',
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: {
      parser,
      parserOptions: {
        requireConfigFile: false,
        babelOptions: { babelrc: false, configFile: false, presets: ['@babel/preset-typescript'] },
      },
    },
  },
  {
    files: ['**/*.tsx'],
    languageOptions: { parserOptions: { babelOptions: { parserOpts: { plugins: ['jsx'] } } } },
  },
  {
    files: ['{lib,components,entrypoints,cli,companion}/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: {
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-properties': ['error', ...MARKUP_FROM_STRINGS],
    },
  },
  // Nobody attacks a test or a script, so an expression may look at every place of a line there.
  { files: ['{test,scripts,bench}/**', '**/*.test.{ts,tsx}'], rules: { 'regexp/no-super-linear-move': 'off' } },
  {
    files: ['**/*.test.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', ...LEFT_BEHIND], 'no-script-url': 'off' },
  },
];
