// Takes the place of VS Code's native log writer, which would need a compiler: without it the server has no logs, and
// the workbench shows empty output channels. Same interface, plain appending.
const fs = require('node:fs');
const path = require('node:path');

const LEVELS = /** @type {const} */ (['trace', 'debug', 'info', 'warn', 'error', 'critical']);
const INFO = 2;

/** @param {string} file */
function createLogger(file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let least = INFO;
  let stamped = true;
  /** @param {number} level @param {string} text */
  const write = (level, text) => {
    if (level < least) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    fs.appendFileSync(file, stamped ? `${time} [${LEVELS[level] ?? 'off'}] ${text}\n` : text);
  };
  return {
    ...Object.fromEntries(
      LEVELS.map((name, level) => [name, (/** @type {string} */ text) => write(level, text)]),
    ),
    getLevel: () => least,
    setLevel: (/** @type {number} */ level) => void (least = level),
    setPattern: () => undefined,
    clearFormatters: () => void (stamped = false),
    flush: () => undefined,
    drop: () => undefined,
  };
}

/** @param {string} _name @param {string} file */
const createRotatingLogger = (_name, file) => Promise.resolve(createLogger(file));
const createAsyncRotatingLogger = createRotatingLogger;
const setLevel = () => undefined;
const setFlushOn = () => undefined;

module.exports = { createRotatingLogger, createAsyncRotatingLogger, setLevel, setFlushOn };
