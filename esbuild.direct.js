// Rooms import each other through their index. A bundle that is split must not: what an index passes on would all count as
// needed wherever one name of it is. So names are imported from the files that declare them, where it is bundled.
const fs = require('node:fs');
const path = require('node:path');
const ts = require('typescript');

/** @type {Map<string, Map<string, { readonly file: string, readonly name: string }>>} */
const known = new Map();

/** @param {string} file */
const parse = (file, text = fs.readFileSync(file, 'utf8')) =>
  ts.createSourceFile(
    file,
    text,
    ts.ScriptTarget.Latest,
    false,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );

/**
 * @param {string} from
 * @param {string} specifier
 */
function resolve(from, specifier) {
  const place = path.resolve(path.dirname(from), specifier);
  const found = [`${place}.ts`, `${place}.tsx`, path.join(place, 'index.ts')].find((file) =>
    fs.existsSync(file),
  );
  if (!found) throw new Error(`${from} imports ${specifier}, which is no file.`);
  return found;
}

/**
 * What an index passes on, by name, and what declares it.
 * @param {string} index
 */
function passedOn(index) {
  const before = known.get(index);
  if (before) return before;
  /** @type {Map<string, { readonly file: string, readonly name: string }>} */
  const names = new Map();
  known.set(index, names);
  for (const statement of parse(index).statements) {
    if (
      ts.isExportDeclaration(statement) &&
      statement.moduleSpecifier &&
      ts.isStringLiteral(statement.moduleSpecifier)
    ) {
      const file = resolve(index, statement.moduleSpecifier.text);
      const inside = passedOn(file);
      const { exportClause } = statement;
      if (!exportClause) for (const [name, at] of inside) names.set(name, at);
      else if (ts.isNamedExports(exportClause))
        for (const { name, propertyName } of exportClause.elements) {
          const original = (propertyName ?? name).text;
          names.set(name.text, inside.get(original) ?? { file, name: original });
        }
      continue;
    }
    for (const name of declared(statement)) names.set(name, { file: index, name });
  }
  return names;
}

/**
 * @param {ts.Statement} statement
 * @returns {string[]}
 */
function declared(statement) {
  const isExported =
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  if (!isExported) return [];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    );
  const { name } = /** @type {{ name?: ts.Node }} */ (statement);
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

/**
 * The text of a file with its imports from an index led to what they mean.
 * @param {string} file
 */
function withDirectImports(file) {
  const text = fs.readFileSync(file, 'utf8');
  const source = parse(file, text);
  let direct = text;
  for (const statement of source.statements.toReversed()) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const { importClause, moduleSpecifier } = statement;
    const bindings = importClause?.namedBindings;
    if (!moduleSpecifier.text.startsWith('.') || !bindings || !ts.isNamedImports(bindings)) continue;
    const index = resolve(file, moduleSpecifier.text);
    if (path.basename(index) !== 'index.ts' || importClause.phaseModifier === ts.SyntaxKind.TypeKeyword)
      continue;
    const names = passedOn(index);
    const imports = bindings.elements
      .filter(({ isTypeOnly }) => !isTypeOnly)
      .map(({ name, propertyName }) => {
        const at = names.get((propertyName ?? name).text);
        if (!at) throw new Error(`${file} imports ${name.text}, which ${index} does not pass on.`);
        return `import { ${at.name} as ${name.text} } from ${JSON.stringify(at.file)};`;
      });
    // On as many lines, so that source maps stay true.
    const lines = text.slice(statement.getStart(source), statement.end).split('\n').length;
    direct =
      direct.slice(0, statement.getStart(source)) +
      imports.join(' ') +
      '\n'.repeat(lines - 1) +
      direct.slice(statement.end);
  }
  return direct;
}

module.exports = { withDirectImports };
