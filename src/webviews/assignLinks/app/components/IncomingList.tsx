import { useState } from 'preact/hooks';
import { describeLink, type Link, plainLine } from '../../../../domain';
import type { Controller } from '../controller';
import { EntryName } from './EntryName';
import { Icon } from './Icon';
import { ShowMore } from './ShowMore';

/** More incoming links than this stay folded at first. */
const FOLD_ABOVE = 5;
const STEP = 50;

interface Props {
  readonly links: readonly Link[];
  readonly sourceId: number;
  readonly controller: Controller;
}

/** The links that other entries own: to look at only, since assigning can't write them. */
export function IncomingList({ links, sourceId, controller }: Props) {
  const [limit, setLimit] = useState(STEP);
  if (links.length === 0) return null;
  return (
    <details class="incoming" open={links.length <= FOLD_ABOVE}>
      <summary>
        <h2>Incoming links ({links.length.toLocaleString('en-US')})</h2>
      </summary>
      <p class="hint">They belong to the entries they come from, and can be changed there only.</p>
      <ul>
        {links.slice(0, limit).map((link) => {
          const {
            otherId: id,
            otherName: name,
            otherPath,
            ownLabel,
            otherLabel,
          } = describeLink(link, sourceId);
          return (
            <li key={`${id} ${otherLabel} ${ownLabel}`}>
              <span class="labels">
                <Icon name="arrow-left" />
                <span class="hidden">From</span>
                <bdi>{plainLine(otherLabel)}</bdi> → <bdi>{plainLine(ownLabel)}</bdi>
              </span>
              <EntryName
                entry={{ id, name, ...(otherPath && { path: otherPath }) }}
                onOpen={() => void controller.reveal(id)}
              />
            </li>
          );
        })}
      </ul>
      <ShowMore shown={limit} total={links.length} step={STEP} onMore={setLimit} />
    </details>
  );
}
