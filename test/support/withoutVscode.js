// Code of the host can be imported where there is no VS Code, and tested as far as it does without: texts are told in
// English, as VS Code itself tells those that it has no translation of. Whatever else is asked of VS Code throws.
const Module = require('node:module');

/**
 * @param {string} message
 * @param {readonly unknown[]} args
 */
function t(message, ...args) {
  const [first] = args;
  const values = typeof first === 'object' && first !== null ? first : args;
  return message.replaceAll(/\{(\w+)\}/g, (/** @type {string} */ whole, /** @type {string} */ name) => {
    /** @type {unknown} */
    const value = Reflect.get(values, name);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
  });
}

/**
 * Something of VS Code's API: it may be named, and made, but not called.
 * @param {string} name
 * @returns {unknown}
 */
function missing(name) {
  return new Proxy(
    function () {
      // Nobody gets here: see `apply` and `construct`.
    },
    {
      get: (target, key) =>
        typeof key === 'symbol' || key in target
          ? /** @type {unknown} */ (Reflect.get(target, key))
          : missing(`${name}.${key}`),
      construct: () => ({}),
      apply: () => {
        throw new Error(`There is no VS Code here: ${name} was called.`);
      },
    },
  );
}

/** @type {object} */
const vscode = new Proxy(
  { l10n: { t }, env: { language: 'en' } },
  {
    get: (target, key) => {
      if (typeof key === 'symbol' || key === '__esModule') return undefined;
      return key in target ? /** @type {unknown} */ (Reflect.get(target, key)) : missing(`vscode.${key}`);
    },
    // Whoever imports all of it gets a copy that has this as its prototype.
    getPrototypeOf: () => vscode,
  },
);

/** @type {(this: unknown, id: string) => unknown} */
const original = Reflect.get(Module.prototype, 'require');

/**
 * @this {unknown}
 * @param {string} id
 */
function requireButVscode(id) {
  return id === 'vscode' ? vscode : original.call(this, id);
}
Reflect.set(Module.prototype, 'require', requireButVscode);
