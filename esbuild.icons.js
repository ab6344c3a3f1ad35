// What an app needs of an icon's file: the shapes to draw. The rest of the file would be a third of the app's bundle.
const fs = require('node:fs');

/** As exact as a screen can show it. */
const DIGITS = 100;

/** @type {import('esbuild').Plugin} */
const iconShapes = {
  name: 'icon-shapes',
  setup(build) {
    build.onLoad({ filter: /\.svg$/ }, ({ path: file }) => {
      const paths = fs.readFileSync(file, 'utf8').matchAll(/<path[^>]* d="([^"]+)"[^>]*>/g);
      const shapes = [...paths].map(([path, d = '']) => ({
        d: rounded(d),
        ...(path.includes('fill-rule="evenodd"') && { isEvenOdd: true }),
      }));
      return { contents: JSON.stringify(shapes), loader: 'json' };
    });
  },
};

/**
 * Numbers of arcs may stand without anything between them: those are left as they are.
 * @param {string} d
 */
function rounded(d) {
  if (/a/i.test(d)) return d;
  return d.replace(/\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * DIGITS) / DIGITS));
}

module.exports = { iconShapes };
