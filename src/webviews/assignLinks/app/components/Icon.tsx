import type { EntryView } from '../../protocol';
import { isIconName, shapesOf, type IconName } from '../icons';

interface Props {
  readonly name: IconName;
  /** Turns round: something is under way. */
  readonly spins?: boolean;
}

/** A codicon that only repeats what text says. */
export function Icon({ name, spins = false }: Props) {
  return (
    <svg class={spins ? 'codicon spins' : 'codicon'} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {shapesOf(name).map(({ d, rule }) => (
        <path key={d} d={d} fill-rule={rule} />
      ))}
    </svg>
  );
}

/** The icon of an entry as the tree shows it, else that of its type; of an unknown type, that of a link's end. */
export function EntryIcon({ entry: { icon, entryType } }: { readonly entry: EntryView }) {
  const known = icon !== undefined && isIconName(icon) ? icon : undefined;
  // Read from a server: it may be a type that nobody knows yet.
  const isType = entryType !== undefined && Object.hasOwn(ENTRY_ICONS, entryType);
  return <Icon name={known ?? (isType ? ENTRY_ICONS[entryType] : 'link')} />;
}

const ENTRY_ICONS = {
  Folder: 'folder',
  RecordSeries: 'archive',
  Document: 'file',
  Shortcut: 'file-symlink-file',
} as const;
