// The walls between the rooms of src/ (see README), as an ESLint rule.
import path from 'node:path';

/**
 * Rooms that (or parts of rooms) that may import only what is listed: a room, or one file of it.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const CLOSED = {
  api: ['domain'],
  domain: [],
  changes: ['api', 'domain'],
  sandbox: [],
  'diagnose/checks': ['api', 'ui/describeError', 'ui/oneLine', 'ui/inert', 'domain'],
};
/** Rooms inside the extension host: they use each other through their index only. */
const OPEN = ['connections', 'tree', 'commands', 'webviews', 'changeFlow', 'history', 'diagnose', 'status', 'ui'];
/** What the browser side of a webview may import beside its own folder, its protocol and the guards of that. */
const APP = ['domain', 'ui/inert'];

/** @type {(file: string, place: string) => boolean} */
const within = (file, place) => file === place || file.startsWith(`${place}/`);

/**
 * Why `from` must not import `to`; both are paths below src/ without ending, a folder standing for its index.
 * @param {string} from
 * @param {string} to
 * @returns {string | undefined}
 */
export function wallBetween(from, to) {
  const [room = '', name, part] = from.split('/');
  const [other = ''] = to.split('/');
  if (room === 'webviews' && part === 'app') {
    const own = [`webviews/${name}/app`, `webviews/${name}/protocol`, `webviews/${name}/guards`];
    return [...own, ...APP].some((place) => within(to, place))
      ? undefined
      : 'the browser side of a webview has no host';
  }
  // The closed part of a room has walls towards the rest of it as well.
  const corner = `${room}/${name}`;
  if (within(to, CLOSED[corner] ? corner : room)) return undefined;
  const closed = CLOSED[corner] ?? CLOSED[room];
  if (closed) return closed.some((place) => within(to, place)) ? undefined : `${room} must not know ${other}`;
  const inside = to.split('/').length > 1 && to !== `${other}/index`;
  return OPEN.includes(room) && OPEN.includes(other) && inside
    ? `${room} may use ${other} through its index only`
    : undefined;
}

/** @type {import('eslint').Rule.RuleModule} */
export const walls = {
  meta: { type: 'problem', schema: [], messages: { wall: 'There is a wall here: {{why}}.' } },
  create(context) {
    const src = path.join(import.meta.dirname, 'src');
    /** @type {(file: string) => string} */
    const below = (file) =>
      path
        .relative(src, file)
        .replaceAll('\\', '/')
        .replace(/\.tsx?$/, '');
    /** @param {{ readonly source?: unknown }} node */
    const check = (node) => {
      const specifier = /** @type {{ value?: unknown } | null | undefined} */ (node.source)?.value;
      if (typeof specifier !== 'string' || !specifier.startsWith('.')) return;
      const to = below(path.resolve(path.dirname(context.filename), specifier));
      const why = to.startsWith('..') ? undefined : wallBetween(below(context.filename), to);
      if (why)
        context.report({
          node: /** @type {import('estree').Node} */ (node),
          messageId: 'wall',
          data: { why },
        });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};
