import ts from 'typescript';
import { importedFile } from '../../eslint.floors.mjs';
import { parse } from './scan';
import type { Texts } from './sources';

/** Names that a file takes from another one; `all` for what can't be told by names. */
type Names = ReadonlySet<string> | 'all';

interface Taken {
  readonly from: string;
  readonly to: string;
  /** As the other file calls them. */
  readonly names: Names;
  /** It only passes them on, under the names that they have here. */
  readonly passedOn?: Names;
}

/**
 * Which files use a file: those that import it, and those that take from an index what it passes on of it. An index
 * that only passes on uses nothing itself.
 */
export function usersOf(texts: Texts): (file: string) => ReadonlySet<string> {
  const taken = [...texts].flatMap(([file, text]) => takenBy(file, text, texts));
  const takenFrom = new Map<string, Taken[]>();
  for (const one of taken) takenFrom.set(one.to, [...(takenFrom.get(one.to) ?? []), one]);

  function users(file: string, wanted: Names, seen: ReadonlySet<string>): ReadonlySet<string> {
    const found = new Set<string>();
    for (const { from, names, passedOn } of takenFrom.get(file) ?? []) {
      if (!shares(names, wanted) || seen.has(from)) continue;
      if (passedOn === undefined) found.add(from);
      else for (const user of users(from, passedOn, new Set([...seen, from]))) found.add(user);
    }
    return found;
  }
  return (file) => users(file, 'all', new Set([file]));
}

const shares = (some: Names, others: Names): boolean =>
  some === 'all' || others === 'all' || [...some].some((name) => others.has(name));

function takenBy(file: string, text: string, texts: Texts): readonly Taken[] {
  const found: Taken[] = [];
  const take = (specifier: ts.Node | undefined, names: Names, passedOn?: Names) => {
    const to =
      specifier && ts.isStringLiteral(specifier) && specifier.text.startsWith('.')
        ? importedFile(file, specifier.text, texts)
        : undefined;
    if (to !== undefined) found.push({ from: file, to, names, ...(passedOn && { passedOn }) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const bindings = node.importClause?.namedBindings;
      const isNamed = bindings !== undefined && ts.isNamedImports(bindings) && !node.importClause?.name;
      take(node.moduleSpecifier, isNamed ? namesOf(bindings.elements) : 'all');
    } else if (ts.isExportDeclaration(node)) {
      const { exportClause } = node;
      if (exportClause && ts.isNamedExports(exportClause)) {
        const here = new Set(exportClause.elements.map(({ name }) => name.text));
        take(node.moduleSpecifier, namesOf(exportClause.elements), here);
      } else take(node.moduleSpecifier, 'all', 'all');
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      take(node.arguments[0], 'all');
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      take(node.argument.literal, 'all');
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(file, text));
  return found;
}

const namesOf = (elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[]) =>
  new Set(elements.map(({ name, propertyName }) => (propertyName ?? name).text));
