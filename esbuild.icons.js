// What an app needs of an icon's file: the shapes to draw. The rest of the file would be a third of the app's bundle.
const fs = require('node:fs');

/** Lengths are counted in hundredths: as exact as a screen can show it, and differences of them are whole. */
const UNIT = 100;

/** What the numbers of each command are. */
const AXES = /** @type {const} */ ({
  M: ['x', 'y'],
  L: ['x', 'y'],
  H: ['x'],
  V: ['y'],
  C: ['x', 'y', 'x', 'y', 'x', 'y'],
  S: ['x', 'y', 'x', 'y'],
  Z: [],
});

/** @typedef {{ readonly x: number, readonly y: number }} Point */
/** @typedef {{ readonly name: keyof typeof AXES, readonly numbers: readonly number[] }} Command */

/** @type {import('esbuild').Plugin} */
const iconShapes = {
  name: 'icon-shapes',
  setup(build) {
    build.onLoad({ filter: /\.svg$/ }, ({ path: file }) => {
      const paths = fs.readFileSync(file, 'utf8').matchAll(/<path[^>]* d="([^"]+)"[^>]*>/g);
      const shapes = [...paths].map(([path, d = '']) => ({
        d: shortened(d),
        ...(path.includes('fill-rule="evenodd"') && { isEvenOdd: true }),
      }));
      return { contents: JSON.stringify(shapes), loader: 'json' };
    });
  },
};

/**
 * The same shape in fewer characters: each command as it is or relative to the point before it, whichever is shorter.
 * A path with other commands than those is left as it is.
 * @param {string} d
 */
function shortened(d) {
  if (/[^MLHVCZ\d\s.,-]/.test(d)) return d;
  let path = '';
  /** @type {Point} */
  let at = { x: 0, y: 0 };
  let start = at;
  /** Where a curve bends to unless it tells something else. */
  let smooth = at;
  for (const given of commandsOf(d)) {
    const end = given.name === 'Z' ? start : endOf(given, at);
    const command = shorter(given, at, end, smooth);
    if (!command) continue;
    const forms = [written(path, command), written(path, command, at)];
    path = /** @type {string} */ (forms.sort((one, other) => one.length - other.length)[0]);
    const [x2 = 0, y2 = 0] = given.numbers.slice(2);
    smooth = given.name === 'C' ? { x: 2 * end.x - x2, y: 2 * end.y - y2 } : end;
    if (given.name === 'M') start = end;
    at = end;
  }
  return path;
}

/**
 * @param {string} d
 * @returns {Command[]}
 */
function commandsOf(d) {
  return [...d.matchAll(/([A-Z])([^A-Z]*)/g)].flatMap(([, letter = '', text = '']) => {
    const name = /** @type {keyof typeof AXES} */ (letter);
    const numbers = (text.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map((n) => Math.round(Number(n) * UNIT));
    const many = AXES[name].length;
    const commands = [{ name, numbers: numbers.slice(0, many) }];
    for (let from = many; from < numbers.length; from += many)
      commands.push({ name: name === 'M' ? 'L' : name, numbers: numbers.slice(from, from + many) });
    return commands;
  });
}

/**
 * @param {Command} command
 * @param {Point} at
 */
function endOf({ name, numbers }, at) {
  const end = { ...at };
  for (const [index, axis] of AXES[name].entries()) end[axis] = numbers[index] ?? 0;
  return end;
}

/**
 * A command that does the same with fewer numbers, or none where it does nothing.
 * @param {Command} command
 * @param {Point} at
 * @param {Point} end
 * @param {Point} smooth
 * @returns {Command | undefined}
 */
function shorter(command, at, end, smooth) {
  const { name, numbers } = command;
  if (name === 'C')
    return numbers[0] === smooth.x && numbers[1] === smooth.y
      ? { name: 'S', numbers: numbers.slice(2) }
      : command;
  if (name === 'M' || name === 'Z') return command;
  if (end.x === at.x) return end.y === at.y ? undefined : { name: 'V', numbers: [end.y] };
  return end.y === at.y ? { name: 'H', numbers: [end.x] } : command;
}

/**
 * A path with one command more. A number needs something before it only where it would else belong to the one before.
 * @param {string} path
 * @param {Command} command
 * @param {Point} [from] What the numbers are told relative to.
 */
function written(path, { name, numbers }, from) {
  const letter = from ? name.toLowerCase() : name;
  const before = /([A-Za-z])[^A-Za-z]*$/.exec(path)?.[1];
  let longer = letter === before && name !== 'M' ? path : path + letter;
  for (const [index, axis] of AXES[name].entries()) {
    const number = (numbers[index] ?? 0) - (from ? from[axis] : 0);
    const text = String(number / UNIT).replace(/^(-?)0\./, '$1.');
    const isApart =
      /[A-Za-z]$/.test(longer) || text.startsWith('-') || (text.startsWith('.') && /\.\d+$/.test(longer));
    longer += isApart ? text : ` ${text}`;
  }
  return longer;
}

module.exports = { iconShapes, shortened };
