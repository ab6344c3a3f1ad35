import type { EntryView } from '../../protocol';

/** A codicon that only repeats what text says. */
export function Icon({ name }: { readonly name: string }) {
  return <span class={`codicon codicon-${name}`} aria-hidden="true" />;
}

/** The icon of an entry as the tree shows it, else that of its type; of an unknown type, that of a link's end. */
export function EntryIcon({ entry: { icon, entryType } }: { readonly entry: EntryView }) {
  return <Icon name={icon ?? (entryType ? ENTRY_ICONS[entryType] : 'link')} />;
}

const ENTRY_ICONS = {
  Folder: 'folder',
  RecordSeries: 'archive',
  Document: 'file',
  Shortcut: 'file-symlink-file',
} as const;
