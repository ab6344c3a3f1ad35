import type { EntryView } from '../../protocol';
import { EntryIcon } from './Icon';

interface Props {
  readonly entry: EntryView;
  /** Makes the name a button. */
  readonly onOpen?: () => void;
}

/** An entry: icon, name, and below it the path and id. Names of any script keep to themselves. */
export function EntryName({ entry, onOpen }: Props) {
  const { id, name, path, viaShortcut } = entry;
  const detail = [path, viaShortcut === undefined ? undefined : `through the shortcut ${viaShortcut}`];
  return (
    <div class="entry">
      <EntryIcon entry={entry} />
      <div class="entry-text">
        {onOpen ? (
          <button type="button" class="link name" title={`Show ${name} in the tree`} onClick={onOpen}>
            <bdi>{name}</bdi>
          </button>
        ) : (
          <span class="name" title={name}>
            <bdi>{name}</bdi>
          </span>
        )}
        <span class="detail" title={path}>
          {detail.filter(Boolean).map((part) => (
            <bdi key={part}>{part} · </bdi>
          ))}
          #{id}
        </span>
      </div>
    </div>
  );
}
