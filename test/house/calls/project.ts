import path from 'node:path';
import ts from 'typescript';

/** All source files of a folder with their types, those of the host and those of pages alike. */
export function openProject(folder: string, files: Iterable<string>): ts.Program {
  const names = [...files].map((file) => path.join(folder, file));
  return ts.createProgram(names, {
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: ['node', 'vscode'],
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.ReactJSX,
    jsxImportSource: 'preact',
    strict: true,
    exactOptionalPropertyTypes: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    noEmit: true,
  });
}
