import { plainLine } from '../../../../domain';
import type { EntryView } from '../../protocol';
import { EntryIcon } from './Icon';

interface Props {
  readonly entry: EntryView;
  /** Makes the name a button. */
  readonly onOpen?: () => void;
}

/** An entry: icon, name, and below it the path and id. Names of any script keep to themselves. */
export function EntryName({ entry, onOpen }: Props) {
  const { id, viaShortcut } = entry;
  const [name, path] = [plainLine(entry.name), plainLine(entry.path ?? '')];
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
        <span class="detail">
          {path !== '' && (
            <bdi class="path" title={path}>
              {path}
            </bdi>
          )}
          <span class="id">#{id}</span>
        </span>
        {viaShortcut !== undefined && (
          <span class="detail">
            <bdi class="path">through the shortcut {plainLine(viaShortcut)}</bdi>
          </span>
        )}
      </div>
    </div>
  );
}
