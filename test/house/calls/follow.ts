import path from 'node:path';
import ts from 'typescript';
import type { Figure } from '../figure';
import { walk } from '../scan';
import { CallGraph, callerOf, isFunction } from './callGraph';
import { openProject } from './project';
import { closestCallers, wayThrough } from './way';

/** The button of the form, by the member that it calls, and what the message to the host is. */
const FORM = {
  app: 'webviews/assignLinks/app/',
  button: { file: /\/Header\.tsx$/, calls: 'assignOrTellWhy' },
  kinds: new Set(['request', 'save', 'assign', 'apply']),
};
/** The command, by its file. */
const COMMAND = { name: 'addLinks', file: /^commands\/(?:.+\/)?addLinks\.ts$/ };

const DEFINITION =
  'files with a function on the shortest ways of calls to the PUT of the API module and on from there to `fetch`, or with one that a function on such a way calls directly. ' +
  'Calls of an interface lead to what implements it in src; a function that is given to another one is called by whoever gives it, through the one that gets it; ' +
  'from the form to the host a message leads to the case of its kind. What only declares types is not counted.';

/** How many files one must open to follow one link to the server. */
export function followFigures(src: string, files: Iterable<string>): readonly Figure[] {
  const own = [...files].filter((file) => !file.startsWith('sandbox/'));
  const program = openProject(src, own);
  const names = new Map(own.map((file) => [path.join(src, file), file]));
  const nameOf = (file: ts.SourceFile) => names.get(path.normalize(file.fileName));
  const graph = new CallGraph(program, (file) => nameOf(file) !== undefined);
  const find = <T extends ts.Node>(of: (file: string) => boolean, is: (node: ts.Node) => node is T): T[] => {
    const found: T[] = [];
    for (const source of program.getSourceFiles().filter((one) => of(nameOf(one) ?? '')))
      walk(source, (node) => {
        if (is(node)) found.push(node);
      });
    return found;
  };

  const isPage = (file: string) => file.startsWith(FORM.app) || file.startsWith('webviews/shared/');
  const posts = ['postMessage', '#post'].flatMap((name) => find(isPage, isCallOf(name)));
  const senders = posts.filter((call) => call.getText().includes("'request'"));
  const receivers = find((file) => file.startsWith('webviews/'), isCallOf('onDidReceiveMessage'));
  for (const sender of senders)
    for (const { arguments: given } of receivers)
      for (const receiver of given.filter(isFunction)) graph.connect(callerOf(sender), receiver);

  const isApi = (file: string) => file.startsWith('api/');
  const fetches = find(isApi, isCallOf('fetch')).map(callerOf);
  // Where the request is only made by one function, those count that send it.
  const puts = closestCallers(graph, {
    of: find(isApi, isPutMethod).map(callerOf),
    ends: fetches,
    wanted: (node) => /^(?:api|changes)\//.test(nameOf(node.getSourceFile()) ?? ''),
  });
  const button = find(
    (file) => file.startsWith(FORM.app) && file.endsWith('/Header.tsx'),
    isCallOf(FORM.button.calls),
  );
  const command = find((file) => COMMAND.file.test(file), isFunction).filter((node) => isOutermost(node));
  // A command is an argument of what defines it, which runs it.
  const definers = find((file) => COMMAND.file.test(file), ts.isCallExpression)
    .filter((node) => isOutermost(node))
    .flatMap((node) => declarationsOf(program.getTypeChecker(), node.expression));
  for (const run of definers.flatMap(runsIn)) for (const node of command) graph.connect(node, run);

  const figure = (what: string, from: readonly ts.Node[], most: number): Figure => {
    const way = wayThrough(graph, { stages: [from, puts, fetches], kinds: FORM.kinds });
    const filesOf = (nodes: Iterable<ts.Node>) =>
      new Set([...nodes].flatMap((node) => nameOf(node.getSourceFile()) ?? []));
    const on = filesOf(way?.on ?? []);
    const beside = [...filesOf(way?.beside ?? [])].filter((file) => !on.has(file));
    return {
      what,
      value: way ? on.size + beside.length : undefined,
      missing: 'no way found',
      bar: { most, about: true },
      list: [...[...on].sort().map((file) => `${file}: on the way`), ...beside.sort()],
      note: `${on.size} on the way itself, ${beside.length} with what is called on it.`,
    };
  };
  return [
    { ...figure('files from Assign in the form to the PUT', button.map(callerOf), 30), about: DEFINITION },
    figure(`files from ${COMMAND.name} to the PUT`, command, 30),
  ];
}

/** A call of a function or member of this name. */
const isCallOf =
  (name: string) =>
  (node: ts.Node): node is ts.CallExpression => {
    if (!ts.isCallExpression(node)) return false;
    const { expression } = node;
    if (ts.isIdentifier(expression)) return expression.text === name;
    return ts.isPropertyAccessExpression(expression) && expression.name.text === name;
  };

const isPutMethod = (node: ts.Node): node is ts.PropertyAssignment =>
  ts.isPropertyAssignment(node) &&
  node.name.getText() === 'method' &&
  ts.isStringLiteral(node.initializer) &&
  node.initializer.text === 'PUT';

/** What a name stands for, wherever it was imported from. */
function declarationsOf(checker: ts.TypeChecker, name: ts.Expression): readonly ts.Node[] {
  const symbol = checker.getSymbolAtLocation(name);
  const meant = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return meant?.declarations ?? [];
}

/** The functions that a definition is given as its `run`. */
function runsIn(definer: ts.Node): readonly ts.Node[] {
  const runs: ts.Node[] = [];
  walk(definer, (node) => {
    if (ts.isMethodDeclaration(node) && node.name.getText() === 'run') runs.push(node);
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'run' && isFunction(node.initializer))
      runs.push(node.initializer);
  });
  return runs;
}

const isOutermost = (node: ts.Node): boolean => ts.isSourceFile(callerOf(node));
