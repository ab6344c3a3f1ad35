// Code of the host can be imported where there is no VS Code, and tested as far as it does without: texts are told in
// English, as VS Code itself tells those that it has no translation of. Whatever else is asked of VS Code throws.
const Module = require('node:module');

const original = Module.prototype.require;
/** @param {string} message @param {readonly unknown[]} args */
const t = (message, ...args) => {
  const values = args.length === 1 && typeof args[0] === 'object' && args[0] !== null ? args[0] : args;
  return message.replaceAll(/\{(\w+)\}/g, (whole, name) => {
    const value = /** @type {Record<string, unknown>} */ (values)[name];
    return value === undefined ? whole : String(value);
  });
};

/** @param {string} name @returns {unknown} */
function missing(name) {
  class NoVsCode {
    constructor() {
      Object.defineProperty(this, 'toString', { value: () => name });
    }
  }
  return new Proxy(NoVsCode, {
    get: (target, key) =>
      typeof key === 'symbol' || key in target ? Reflect.get(target, key) : missing(`${name}.${key}`),
    apply: () => {
      throw new Error(`There is no VS Code here: ${name} was called.`);
    },
  });
}

const vscode = new Proxy(
  { l10n: { t }, env: { language: 'en' } },
  {
    get: (target, key) =>
      key in target
        ? Reflect.get(target, key)
        : key === '__esModule' || typeof key === 'symbol'
          ? undefined
          : missing(`vscode.${key}`),
  },
);

/** @param {string} id */
Module.prototype.require = function (id) {
  return id === 'vscode' ? vscode : original.call(this, id);
};
