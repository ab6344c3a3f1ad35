import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { PROJECT } from '../workbench/paths';
import { barrierBetween } from '../../eslint.floors.mjs';
import { parse, walk } from './scan';
import type { Texts } from './sources';

/** What stands for all of their sort: ordinary ones, that nothing else calls. */
export const SAMPLES = {
  /** Commands with and without argument objects. */
  commands: ['copyLinksFrom', 'changeLinkType', 'loadAll', 'copyPath', 'openInWebClient'],
  /** Kinds of rows, with the name of their type. */
  rows: [
    { kind: 'loadMore', type: 'LoadMoreNode' },
    { kind: 'filter', type: 'FilterNode' },
  ],
  /** Endpoints, with what the reader of their answer is called. */
  endpoints: [
    { method: 'listLinkTypes', reader: /^(?:read|decode)(?!Stored)\w*LinkTypes?$/ },
    { method: 'getEntryByPath', reader: /^(?:read|decode)\w*EntryByPath$/ },
  ],
} as const;

/** package.json and README without what is generated there. */
export function readDocuments(): Texts {
  const read = (file: string) => readFileSync(path.join(PROJECT, file), 'utf8');
  return new Map([
    ['package.json', read('package.json')],
    ['README.md', withoutGenerated(read('README.md'))],
  ]);
}

/** What stands between `<!-- generated` and `<!-- /generated` nobody writes by hand. */
export const withoutGenerated = (text: string): string =>
  text.replace(/<!-- generated\b[\s\S]*?<!-- \/generated\b[^>]*-->/g, '');

/** Without the sandbox, and without files that are generated as a whole. */
const inHand = (texts: Texts): [string, string][] =>
  [...texts].filter(([file, text]) => !file.startsWith('sandbox/') && !text.startsWith('// Generated from '));

/** Files that name a command: as a name or a text in code, or in a document. */
export function filesOfCommand(command: string, texts: Texts, documents: Texts): string[] {
  const isNamed = (text: string) => text === command || text === `laserficheLinks.${command}`;
  const code = inHand(texts).filter(([file, text]) =>
    some(file, text, (node) => (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && isNamed(node.text)),
  );
  const named = [...documents].filter(([, text]) => new RegExp(`\\b${command}\\b`).test(text));
  return [...code, ...named].map(([file]) => file);
}

/** A webview's browser side is kept from the host's rooms: what it calls by the same name is no row. */
const mayKnowRows = (file: string): boolean =>
  !(file.startsWith('webviews/') && barrierBetween(file.replace(/\.tsx?$/, ''), 'tree') !== undefined);

/** Files that name a kind of row: its type, or its kind as a text. */
export function filesOfRow(
  { kind, type }: { readonly kind: string; readonly type: string },
  texts: Texts,
): string[] {
  return inHand(texts)
    .filter(([file]) => mayKnowRows(file))
    .filter(([file, text]) =>
      some(file, text, (node) => {
        if (ts.isIdentifier(node)) return node.text === type;
        return ts.isStringLiteral(node) && node.text === kind && !ts.isImportDeclaration(node.parent);
      }),
    )
    .map(([file]) => file);
}

/** Files that have a part in an endpoint: they declare its method, or the reader of its answer. */
export function filesOfEndpoint(
  { method, reader }: { readonly method: string; readonly reader: RegExp },
  texts: Texts,
): string[] {
  return inHand(texts)
    .filter(([file, text]) =>
      some(file, text, (node) => {
        const isDeclared =
          ts.isMethodSignature(node) ||
          ts.isPropertySignature(node) ||
          ts.isMethodDeclaration(node) ||
          ts.isPropertyAssignment(node) ||
          ts.isFunctionDeclaration(node) ||
          ts.isVariableDeclaration(node);
        if (!isDeclared || !node.name || !ts.isIdentifier(node.name)) return false;
        return node.name.text === method || reader.test(node.name.text);
      }),
    )
    .map(([file]) => file);
}

function some(file: string, text: string, is: (node: ts.Node) => boolean): boolean {
  let found = false;
  walk(parse(file, text), (node) => (found ||= is(node)));
  return found;
}
