import ts from 'typescript';
import type { Texts } from './sources';
import { KEPT_WORDS, PRIVATE_WORDS, WIRE_NAMES, WIRE_TEXTS, WIRE_TYPES, type Word } from './words';

export function parse(file: string, text: string): ts.SourceFile {
  const kind = file.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
}

/** Calls back for a node and all below it. */
export function walk(node: ts.Node, each: (node: ts.Node) => void): void {
  each(node);
  ts.forEachChild(node, (child) => walk(child, each));
}

const isText = (node: ts.Node): node is ts.StringLiteralLike | ts.TemplateLiteralLikeNode =>
  ts.isStringLiteralLike(node) ||
  node.kind === ts.SyntaxKind.TemplateHead ||
  node.kind === ts.SyntaxKind.TemplateMiddle ||
  node.kind === ts.SyntaxKind.TemplateTail;

/** Words of the wire in a file: as a name or within a text; comments do not count, nor does what is imported from where. */
export function wireWordsIn(file: string, text: string): readonly string[] {
  const found = new Set<string>();
  walk(parse(file, text), (node) => {
    if (ts.isIdentifier(node) && WIRE_NAMES.has(node.text)) found.add(node.text);
    if (!isText(node) || ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent)) return;
    if (WIRE_NAMES.has(node.text)) found.add(node.text);
    const piece = WIRE_TEXTS.exec(node.text)?.[0];
    if (piece !== undefined) found.add(piece);
  });
  return [...found].sort();
}

/** Rooms that speak to the wire, on either end of it. */
const WIRE_ROOMS = /^(?:api|sandbox)\//;

/** Files outside of `api` and `sandbox` in which something of the wire is found, each with what it is. */
export function wireFiles(
  texts: Texts,
  find: (file: string, text: string) => readonly string[],
): readonly { readonly file: string; readonly words: readonly string[] }[] {
  return [...texts]
    .filter(([file]) => !WIRE_ROOMS.test(file))
    .map(([file, text]) => ({ file, words: find(file, text) }))
    .filter(({ words }) => words.length > 0);
}

/** Types of the wire's shape that a file outside of those rooms takes from `api`. */
export function wireTypesIn(file: string, text: string): readonly string[] {
  const found: string[] = [];
  walk(parse(file, text), (node) => {
    if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) return;
    if (!/^(?:\.\.\/)+api(?:\/|$)/.test(node.moduleSpecifier.text)) return;
    const names = node.importClause?.namedBindings;
    if (!names || !ts.isNamedImports(names)) return;
    found.push(...names.elements.map(({ name, propertyName }) => (propertyName ?? name).text));
  });
  return found.filter((name) => WIRE_TYPES.has(name)).sort();
}

/** A place where a private word is declared. */
export interface PrivateName {
  readonly file: string;
  /** None for the name of a file or folder. */
  readonly line?: number;
  readonly name: string;
  readonly word: string;
}

/** Declared names of a file that are private words, and those in its path. */
export function privateNamesIn(
  file: string,
  text: string,
  words: readonly Word[] = PRIVATE_WORDS,
): readonly PrivateName[] {
  const found: PrivateName[] = [];
  const source = parse(file, text);
  walk(source, (node) => {
    const name = declaredName(node);
    if (!name) return;
    const word = privateWordIn(name.text, isMember(node) ? 'member' : 'other', words);
    if (word === undefined || KEPT_WORDS[file]?.includes(name.text)) return;
    const { line } = source.getLineAndCharacterOfPosition(name.getStart(source));
    found.push({ file, line: line + 1, name: name.text, word });
  });
  return found;
}

/** Names of files and folders that are private words, each once. */
export function privatePaths(
  files: Iterable<string>,
  words: readonly Word[] = PRIVATE_WORDS,
): readonly PrivateName[] {
  const found = new Map<string, PrivateName>();
  for (const file of files) {
    const parts = file.replace(/(?:\.d)?\.tsx?$/, '').split('/');
    parts.forEach((name, i) => {
      const word = privateWordIn(name, i < parts.length - 1 ? 'folder' : 'file', words);
      const path = i < parts.length - 1 ? `${parts.slice(0, i + 1).join('/')}/` : file;
      if (word !== undefined) found.set(path, { file: path, name, word });
    });
  }
  return [...found.values()];
}

function privateWordIn(
  name: string,
  kind: 'member' | 'file' | 'folder' | 'other',
  words: readonly Word[],
): string | undefined {
  const plain = lowerFirst(name.replace(/^#/, ''));
  const parts = camelParts(name);
  return words.find(({ word, as }) => {
    switch (as) {
      case 'name':
        return plain === lowerFirst(word);
      case 'part':
        return (!isConstant(word) || isConstant(name)) && containsParts(parts, camelParts(word));
      case 'end':
        return name.endsWith(word) && name.length > word.length;
      case 'member':
        return kind === 'member' && plain === word;
      case 'path':
        return (kind === 'file' || kind === 'folder') && name === word;
      case 'folder':
        return kind === 'folder' && name === word;
    }
  })?.word;
}

/** Whether some parts stand in a name one after another; the last one may be many (`throttles`). */
function containsParts(parts: readonly string[], wanted: readonly string[]): boolean {
  return parts.some((_, start) =>
    wanted.every((part, i) => {
      const own = parts[start + i];
      return own === part || (i === wanted.length - 1 && own === `${part}s`);
    }),
  );
}

/** `onHoldupEnd` is `on holdup end`. */
function camelParts(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '');
}

const isConstant = (name: string) => /^[A-Z_0-9]+$/.test(name);

/** Constants keep their letters. */
const lowerFirst = (name: string) => (isConstant(name) ? name : name.charAt(0).toLowerCase() + name.slice(1));

type Named = ts.Identifier | ts.PrivateIdentifier | ts.StringLiteral;

/** The name that a node gives to something: what is only used or imported has it from elsewhere. */
function declaredName(node: ts.Node): Named | undefined {
  const isDeclaration =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isFunctionLike(node) ||
    ts.isClassLike(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isBindingElement(node);
  const name = isDeclaration ? node.name : undefined;
  return name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteral(name))
    ? name
    : undefined;
}

const isMember = (node: ts.Node): boolean => ts.isPropertySignature(node) || ts.isPropertyAssignment(node);
