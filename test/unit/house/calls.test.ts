import assert from 'node:assert/strict';
import ts from 'typescript';
import { CallGraph, callerOf, isFunction } from '../../house/calls/callGraph';
import { closestCallers, wayThrough } from '../../house/calls/way';
import { walk } from '../../house/scan';

/** The files on the shortest way from `start` to `end`, and those beside it; messages are of kind `save`. */
function follow(files: Readonly<Record<string, string>>) {
  const { graph, named } = graphOf(files);
  const way = wayThrough(graph, { stages: [named('start'), named('end')], kinds: new Set(['save']) });
  return way && { on: filesOf(way.on), beside: filesOf(way.beside) };
}

const filesOf = (nodes: Iterable<ts.Node>) =>
  [...new Set([...nodes].map((node) => node.getSourceFile().fileName.slice(1, -3)))].sort().join(' ');

function graphOf(files: Readonly<Record<string, string>>) {
  const sources = new Map(
    Object.entries(files).map(([name, text]) => [
      `/${name}.ts`,
      ts.createSourceFile(`/${name}.ts`, text, ts.ScriptTarget.Latest, true),
    ]),
  );
  const program = ts.createProgram(
    [...sources.keys()],
    { noLib: true, strict: true, types: [] },
    {
      getSourceFile: (name) => sources.get(name),
      fileExists: (name) => sources.has(name),
      readFile: () => undefined,
      getDefaultLibFileName: () => '/lib.d.ts',
      writeFile: () => undefined,
      getCurrentDirectory: () => '/',
      getCanonicalFileName: (name) => name,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
    },
  );
  const graph = new CallGraph(program, (file) => sources.has(file.fileName));
  const named = (name: string) => {
    const found: ts.Node[] = [];
    for (const source of sources.values())
      walk(source, (node) => {
        if (isFunction(node) && node.name?.getText() === name) found.push(node);
      });
    return found;
  };
  return { graph, named };
}

const END = 'export function end() {}';

describe('ways of calls', () => {
  it('are the shortest ones, and what is called on them', () => {
    assert.deepEqual(
      follow({
        a: `import { b } from './b'; import { c } from './c'; export function start() { c(); b(); }`,
        b: `import { end } from './end'; import { d } from './d'; export function b() { d(); end(); }`,
        c: `import { b } from './b'; export function c() { b(); }`,
        d: `import { e } from './e'; export function d() { e(); }`,
        e: `export function e() {}`,
        end: END,
      }),
      { on: 'a b end', beside: 'c d' },
    );
  });

  it('are none where nothing calls the end', () => {
    assert.equal(follow({ a: `export function start() {}`, end: END }), undefined);
  });

  it('lead from an interface to the classes that implement it', () => {
    assert.deepEqual(
      follow({
        a: `import type { Door } from './door'; export function start(door: Door) { door.open(); }`,
        door: `export interface Door { open(): void }`,
        house: `import type { Door } from './door'; import { end } from './end';
          export class House implements Door { open() { end(); } }`,
        end: END,
      }),
      { on: 'a end house', beside: '' },
    );
  });

  it('lead from a type to an object that is made for it, and to what is spread into it', () => {
    const common = {
      a: `import type { Door } from './door'; export function start({ open }: Door) { open(); }`,
      door: `export interface Door { readonly open: () => void }`,
      end: END,
    };
    assert.deepEqual(
      follow({
        ...common,
        house: `import type { Door } from './door'; import { end } from './end';
          export const door: Door = { open: () => end() };`,
      }),
      { on: 'a end house', beside: '' },
    );
    assert.deepEqual(
      follow({
        ...common,
        house: `import type { Door } from './door'; import { end } from './end';
          function part() { return { open: () => end() }; }
          export function make(): Door { const own = part(); return { ...own }; }`,
      }),
      { on: 'a end house', beside: '' },
    );
  });

  it('pass through whoever is given a function and calls it, and through nobody else who is', () => {
    assert.deepEqual(
      follow({
        a: `import { busy } from './busy'; import { end } from './end';
          export function start() { busy(() => end()); }`,
        b: `import { busy } from './busy'; export function other() { busy(() => start()); } function start() {}`,
        busy: `import { calm } from './calm'; export function busy(step: () => void) { calm(step); }`,
        calm: `export function calm(work: () => void) { work(); }`,
        end: END,
      }),
      { on: 'a busy calm end', beside: '' },
    );
  });

  it('lead from a function that is kept to where it is called later', () => {
    assert.deepEqual(
      follow({
        a: `import { send } from './make'; export function start() { send(); }`,
        make: `import { withToken } from './token'; import { end } from './end'; export const send = withToken(() => end());`,
        token: `export function withToken(inner: () => void) { return () => inner(); }`,
        end: END,
      }),
      { on: 'a end make token', beside: '' },
    );
  });

  const HOST = `import { end } from './end'; import { other } from './other';`;
  it('lead to the case of the kind of message', () => {
    const of = (kinds: string) =>
      follow({
        a: `import { answer } from './host'; export function start() { answer('save'); }`,
        host: `${HOST} export function answer(kind: string) { switch (kind) { ${kinds} } }`,
        other: `export function other() {}`,
        end: END,
      });
    assert.deepEqual(of(`case 'save': return end(); case 'load': return other();`), {
      on: 'a end host',
      beside: '',
    });
    assert.deepEqual(of(`case 'save': case 'preview': return end();`), { on: 'a end host', beside: '' });
    assert.equal(of(`case 'save': return other(); case 'load': return end(); default: end();`), undefined);
    assert.deepEqual(of(`case 'load': return other(); default: return end();`), {
      on: 'a end host',
      beside: 'other',
    });
  });

  it('lead to the function of that name in a table of them', () => {
    const of = (save: string, load: string) =>
      follow({
        a: `import { answer } from './host'; export function start() { answer('save'); }`,
        host: `${HOST} const table = { save: () => ${save}(), load: () => ${load}() };
          export function answer(kind: 'save' | 'load') { table[kind](); }`,
        other: `export function other() {}`,
        end: END,
      });
    assert.deepEqual(of('end', 'other'), { on: 'a end host', beside: '' });
    assert.equal(of('other', 'end'), undefined);
  });

  it('go by whoever sends a request where another function only makes it', () => {
    const { graph, named } = graphOf({
      api: `import { end } from './end';
        export function request() { return 'PUT'; }
        export function assign() { end(request()); }
        export function start() { assign(); }`,
      pane: `import { request } from './api'; export function show() { request(); }`,
      end: 'export function end(text: string) {}',
    });
    const found = closestCallers(graph, { of: named('request'), ends: named('end'), wanted: () => true });
    assert.deepEqual(found, named('assign'));
    assert.deepEqual(
      closestCallers(graph, { of: named('assign'), ends: named('end'), wanted: () => true }),
      named('assign'),
    );
  });

  it('know the function that a piece of code is in', () => {
    const source = ts.createSourceFile(
      'a.ts',
      'function f() { () => g(); } h();',
      ts.ScriptTarget.Latest,
      true,
    );
    const callers: string[] = [];
    walk(source, (node) => {
      if (ts.isCallExpression(node)) callers.push(ts.SyntaxKind[callerOf(node).kind]);
    });
    assert.deepEqual(callers, ['ArrowFunction', 'SourceFile']);
  });
});
