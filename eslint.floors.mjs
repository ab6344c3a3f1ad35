// The floors of src/ (see README): one ordered list of rooms, and the ESLint rules that keep to it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import ts from 'typescript';

/** Rooms from top to bottom: a room may use those below it. A room is a folder of src/, or a file directly in it. */
export const FLOORS = [
  'extension',
  'services',
  'commands',
  'status',
  'diagnose',
  'history',
  'searches',
  'webviews',
  'tree',
  'changeFlow',
  'documents',
  'connections',
  'ui',
  'audit',
  'search',
  'changes',
  'api',
  'domain',
  'sandbox',
];

/** Rooms, and parts of rooms, that run without VS Code; `search`, `audit`, `bulk` and `graph` are for later. */
const WITHOUT_VSCODE = ['domain', 'api', 'changes', 'search', 'audit', 'bulk', 'graph', 'sandbox'];
const PURE_PARTS = ['diagnose/checks', 'diagnose/probes'];
/** The only room that starts the sandbox; its own command line and tests may, too. */
const USES_SANDBOX = 'connections';

/** @type {(file: string, place: string) => boolean} */
const within = (file, place) => file === place || file.startsWith(`${place}/`);
/** @type {(file: string) => string} */
const roomOf = (file) => file.split('/', 1)[0] ?? '';

/**
 * What the browser side of a webview consists of: its app, its protocol with the guards, and what webviews share.
 * @type {(file: string) => boolean}
 */
const isBrowserSide = (file) =>
  /^webviews\/(?:shared(?:\/|$)|[^/]+\/(?:app(?:\/|$)|(?:protocol|guards)$))/.test(file);

/**
 * Why `from` must not import `to`; both are paths below src/ without ending, a folder standing for its index.
 * @param {string} from
 * @param {string} to
 * @returns {string | undefined}
 */
export function barrierBetween(from, to) {
  const room = roomOf(from);
  const other = roomOf(to);
  const unknown = [room, other].find((name) => !FLOORS.includes(name));
  if (unknown !== undefined) return `${unknown} is not in the list of rooms`;
  if (isBrowserSide(from)) return browserBarrier(from, to);
  if (room === other) return innerBarrier(from, to);
  const pure = PURE_PARTS.find((part) => within(from, part));
  if (pure !== undefined && !WITHOUT_VSCODE.includes(other))
    return `${pure} may use rooms without vscode only`;
  if (other === 'sandbox' && room !== USES_SANDBOX) return `only ${USES_SANDBOX} may use sandbox`;
  if (FLOORS.indexOf(room) > FLOORS.indexOf(other)) return `${room} stands below ${other}`;
  return to === other || to === `${other}/index`
    ? undefined
    : `${room} may use ${other} through its index only`;
}

/**
 * @param {string} from
 * @param {string} to
 */
function browserBarrier(from, to) {
  const [, name = ''] = from.split('/');
  const isApp = within(from, `webviews/${name}/app`);
  const own = ['protocol', 'guards', ...(isApp ? ['app'] : [])].map((part) => `webviews/${name}/${part}`);
  const seen = within(from, 'webviews/shared') ? ['webviews/shared'] : [...own, 'webviews/shared'];
  if (seen.some((place) => within(to, place)) || to === 'domain' || to === 'domain/index') return undefined;
  return roomOf(to) === 'domain'
    ? 'the browser side of a webview may use domain through its index only'
    : 'the browser side of a webview sees its protocol, webviews/shared and domain only';
}

/**
 * @param {string} from
 * @param {string} to
 */
function innerBarrier(from, to) {
  const pure = PURE_PARTS.find((part) => within(from, part));
  if (pure !== undefined && !PURE_PARTS.some((part) => within(to, part)))
    return `${pure} must not know the rest of ${roomOf(to)}`;
  return /^webviews\/[^/]+\/app(?:\/|$)/.test(to)
    ? 'the host side of a webview talks to its app through the protocol only'
    : undefined;
}

/**
 * Why `from`, a path below src/, must not import a package.
 * @param {string} from
 * @param {string} name
 * @returns {string | undefined}
 */
export function packageBarrier(from, name) {
  const room = roomOf(from);
  if (room === 'domain') return 'domain imports nothing';
  const place = isBrowserSide(from)
    ? 'the browser side of a webview'
    : (PURE_PARTS.find((part) => within(from, part)) ?? room);
  if (name === 'vscode' && (place !== room || WITHOUT_VSCODE.includes(room)))
    return `${place} is tested without VS Code`;
  return name.startsWith('node:') && isBrowserSide(from) ? `${place} has no node` : undefined;
}

/**
 * What a file imports, as it is written there: with types, dynamic imports and what is exported on.
 * @type {(text: string) => string[]}
 */
export const importsIn = (text) => [
  ...new Set(ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)),
];

/**
 * The file that a relative import leads to, among those there are.
 * @param {string} from
 * @param {string} specifier
 * @param {ReadonlySet<string> | ReadonlyMap<string, unknown>} files
 * @returns {string | undefined}
 */
export function importedFile(from, specifier, files) {
  const base = path.posix.join(path.posix.dirname(from), specifier);
  return [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`, `${base}/index.tsx`].find((file) =>
    files.has(file),
  );
}

/**
 * Which file imports which, by their paths with ending.
 * @param {ReadonlyMap<string, string>} texts the text of each file
 * @returns {Map<string, string[]>}
 */
export function importGraph(texts) {
  return new Map(
    [...texts].map(([file, text]) => {
      const found = importsIn(text)
        .filter((specifier) => specifier.startsWith('.'))
        .flatMap((specifier) => importedFile(file, specifier, texts) ?? []);
      return [file, [...new Set(found)]];
    }),
  );
}

/**
 * Files that reach each other, each circle in the order of the graph (by Tarjan).
 * @param {ReadonlyMap<string, readonly string[]>} graph
 * @returns {string[][]}
 */
export function circlesOf(graph) {
  /** @type {Map<string, number>} */
  const order = new Map();
  /** @type {Map<string, number>} */
  const low = new Map();
  /** @type {string[]} */
  const open = [];
  const isOpen = new Set();
  /** @type {string[][]} */
  const circles = [];
  /** @type {(file: string) => number} */
  const visit = (file) => {
    const own = order.size;
    let lowest = own;
    order.set(file, own);
    open.push(file);
    isOpen.add(file);
    for (const next of graph.get(file) ?? []) {
      const seen = order.get(next);
      if (seen === undefined) lowest = Math.min(lowest, visit(next));
      else if (isOpen.has(next)) lowest = Math.min(lowest, seen);
    }
    low.set(file, lowest);
    if (lowest === own) {
      const circle = open.splice(open.indexOf(file));
      for (const one of circle) isOpen.delete(one);
      if (circle.length > 1 || (graph.get(file) ?? []).includes(file)) circles.push(circle);
    }
    return lowest;
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return circles;
}

/**
 * The texts of all source files below a folder.
 * @param {string} folder
 * @returns {Map<string, string>}
 */
export function readSources(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.tsx?$/.test(file))
    .sort();
  return new Map(files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]));
}

const SRC = path.join(import.meta.dirname, 'src');
/** @type {(file: string) => string} */
const belowSrc = (file) => path.relative(SRC, file).replaceAll('\\', '/');
/** @type {(file: string) => string} */
const withoutEnding = (file) => file.replace(/\.tsx?$/, '');

/**
 * Calls back for each import of a file, types and dynamic imports included.
 * @param {(node: import('estree').Node, specifier: string) => void} each
 * @returns {import('eslint').Rule.RuleListener}
 */
function onImport(each) {
  /** @param {{ readonly source?: unknown }} node */
  const check = (node) => {
    const specifier = /** @type {{ value?: unknown } | null | undefined} */ (node.source)?.value;
    if (typeof specifier === 'string') each(/** @type {import('estree').Node} */ (node), specifier);
  };
  return {
    ImportDeclaration: check,
    ImportExpression: check,
    ExportNamedDeclaration: check,
    ExportAllDeclaration: check,
    TSImportType: check,
  };
}

/** @type {import('eslint').Rule.RuleModule} */
const floors = {
  meta: { type: 'problem', schema: [], messages: { barrier: 'This import is not allowed: {{why}}.' } },
  create(context) {
    const from = withoutEnding(belowSrc(context.filename));
    return onImport((node, specifier) => {
      const to = withoutEnding(belowSrc(path.resolve(path.dirname(context.filename), specifier)));
      const why = !specifier.startsWith('.')
        ? packageBarrier(from, specifier)
        : to.startsWith('..')
          ? undefined
          : barrierBetween(from, to);
      if (why !== undefined) context.report({ node, messageId: 'barrier', data: { why } });
    });
  },
};

/** An editor keeps ESLint running while files change: after so long they are read again. */
const GRAPH_MAX_AGE_MS = 10_000;
/** @type {Map<string, { readonly readAt: number, readonly circles: ReadonlyMap<string, readonly string[]>, readonly texts: ReadonlyMap<string, string> }>} */
const graphs = new Map();

/** @param {string} src */
function circlesBelow(src) {
  const now = performance.now();
  const known = graphs.get(src);
  if (known && now - known.readAt < GRAPH_MAX_AGE_MS) return known;
  const texts = readSources(src);
  const found = circlesOf(importGraph(texts));
  const circles = new Map(found.flatMap((circle) => circle.map((file) => [file, circle])));
  const graph = { readAt: now, texts, circles };
  graphs.set(src, graph);
  return graph;
}

/** Forbids imports that close a circle of files; its option is the folder of all files, src/ unless told. @type {import('eslint').Rule.RuleModule} */
const circles = {
  meta: {
    type: 'problem',
    schema: [{ type: 'string' }],
    messages: { circle: 'This import closes a circle: {{files}}.' },
  },
  create(context) {
    const src = /** @type {string} */ (context.options[0] ?? SRC);
    const from = path.relative(src, context.filename).replaceAll('\\', '/');
    return onImport((node, specifier) => {
      const { circles: found, texts } = circlesBelow(src);
      const circle = found.get(from);
      const to = specifier.startsWith('.') ? importedFile(from, specifier, texts) : undefined;
      if (circle && to !== undefined && circle.includes(to))
        context.report({ node, messageId: 'circle', data: { files: circle.join(', ') } });
    });
  },
};

/** The rules by their names, as a plugin. */
export const FLOOR_RULES = { floors, circles };

/** What lint needs to keep to the floors: to be spread into the list of eslint.config.mjs. */
export const FLOOR_CONFIG = [
  {
    files: ['src/**'],
    plugins: { house: { rules: FLOOR_RULES } },
    rules: { 'house/floors': 'error', 'house/circles': 'error' },
  },
  {
    files: ['src/domain/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'process', 'performance', 'crypto'],
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'domain has no clock.' },
        { object: 'Math', property: 'random', message: 'domain has no randomness.' },
      ],
    },
  },
];
