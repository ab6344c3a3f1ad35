import add from '@vscode/codicons/src/icons/add.svg';
import archive from '@vscode/codicons/src/icons/archive.svg';
import arrowDown from '@vscode/codicons/src/icons/arrow-down.svg';
import arrowLeft from '@vscode/codicons/src/icons/arrow-left.svg';
import arrowUp from '@vscode/codicons/src/icons/arrow-up.svg';
import blank from '@vscode/codicons/src/icons/blank.svg';
import check from '@vscode/codicons/src/icons/check.svg';
import chevronDown from '@vscode/codicons/src/icons/chevron-down.svg';
import chevronRight from '@vscode/codicons/src/icons/chevron-right.svg';
import close from '@vscode/codicons/src/icons/close.svg';
import copy from '@vscode/codicons/src/icons/copy.svg';
import diffAdded from '@vscode/codicons/src/icons/diff-added.svg';
import diffModified from '@vscode/codicons/src/icons/diff-modified.svg';
import diffRemoved from '@vscode/codicons/src/icons/diff-removed.svg';
import discard from '@vscode/codicons/src/icons/discard.svg';
import edit from '@vscode/codicons/src/icons/edit.svg';
import error from '@vscode/codicons/src/icons/error.svg';
import fileCode from '@vscode/codicons/src/icons/file-code.svg';
import fileMedia from '@vscode/codicons/src/icons/file-media.svg';
import filePdf from '@vscode/codicons/src/icons/file-pdf.svg';
import fileSymlinkDirectory from '@vscode/codicons/src/icons/file-symlink-directory.svg';
import fileSymlinkFile from '@vscode/codicons/src/icons/file-symlink-file.svg';
import fileText from '@vscode/codicons/src/icons/file-text.svg';
import fileZip from '@vscode/codicons/src/icons/file-zip.svg';
import file from '@vscode/codicons/src/icons/file.svg';
import folder from '@vscode/codicons/src/icons/folder.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import link from '@vscode/codicons/src/icons/link.svg';
import listTree from '@vscode/codicons/src/icons/list-tree.svg';
import loading from '@vscode/codicons/src/icons/loading.svg';
import lock from '@vscode/codicons/src/icons/lock.svg';
import mail from '@vscode/codicons/src/icons/mail.svg';
import pass from '@vscode/codicons/src/icons/pass.svg';
import search from '@vscode/codicons/src/icons/search.svg';
import tag from '@vscode/codicons/src/icons/tag.svg';
import table from '@vscode/codicons/src/icons/table.svg';
import trash from '@vscode/codicons/src/icons/trash.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';

/** The codicons that the form can draw, as SVG: only these are bundled. */
const ICONS = {
  add,
  archive,
  'arrow-down': arrowDown,
  'arrow-left': arrowLeft,
  'arrow-up': arrowUp,
  blank,
  check,
  'chevron-down': chevronDown,
  'chevron-right': chevronRight,
  close,
  copy,
  'diff-added': diffAdded,
  'diff-modified': diffModified,
  'diff-removed': diffRemoved,
  discard,
  edit,
  error,
  file,
  'file-code': fileCode,
  'file-media': fileMedia,
  'file-pdf': filePdf,
  'file-symlink-directory': fileSymlinkDirectory,
  'file-symlink-file': fileSymlinkFile,
  'file-text': fileText,
  'file-zip': fileZip,
  folder,
  info,
  link,
  'list-tree': listTree,
  loading,
  lock,
  mail,
  pass,
  search,
  table,
  tag,
  trash,
  warning,
} as const;

export type IconName = keyof typeof ICONS;
export const names = Object.keys(ICONS);

/** Whether the form has an icon of a name that came from the host. */
export function isIconName(name: string): name is IconName {
  return Object.hasOwn(ICONS, name);
}

export function shapesOf(name: IconName): readonly { readonly d: string; readonly isEvenOdd?: true }[] {
  return ICONS[name];
}
