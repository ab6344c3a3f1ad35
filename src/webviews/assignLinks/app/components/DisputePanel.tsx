import { useState } from 'preact/hooks';
import { type ConflictChoice, keyOf, type LinkConflict } from '../../../../domain';
import type { Controller } from '../controller';
import { openConflicts } from '../state/dispute';
import type { Form } from '../state/model';
import { conflictView, type Side } from '../state/sides';
import { EntryName } from './EntryName';
import { Panel } from './Panel';
import { PropertyMarks } from './PropertyMarks';
import { ShowMore } from './ShowMore';

/** Links in dispute drawn at first: all of them can be answered at once. */
const STEP = 25;

/** Links that both the person and somebody else changed, side by side: nothing is sent before each has its answer. */
export function ConflictPanel({
  form,
  controller,
}: {
  readonly form: Form;
  readonly controller: Controller;
}) {
  const conflicts = openConflicts(form);
  const [limit, setLimit] = useState(STEP);
  const choices = form.dispute?.choices ?? {};
  const keys = conflicts.map(({ key }) => keyOf(key));
  const chosen = keys.filter((key) => choices[key]).length;
  const choose = (side: ConflictChoice, of: readonly string[]) =>
    controller.dispatch({ type: 'sideChosen', keys: of, side });
  const done = chosen === keys.length;
  return (
    <Panel id="dispute" title={titleOf(conflicts.length)}>
      <p class="hint">
        {conflicts.length > 0
          ? 'Nothing was sent. Choose for each link whose side to keep; what others did to other links is kept in any case.'
          : 'Nothing was sent. Continue to see the links as they are now, with your changes on top.'}
      </p>
      {conflicts.length > 1 && (
        <div class="panel-tools">
          <button type="button" class="secondary" onClick={() => choose('mine', keys)}>
            Keep All Mine
          </button>
          <button type="button" class="secondary" onClick={() => choose('theirs', keys)}>
            Keep All Theirs
          </button>
        </div>
      )}
      {conflicts.slice(0, limit).map((conflict) => (
        <Conflict
          key={keyOf(conflict.key)}
          conflict={conflict}
          form={form}
          choice={choices[keyOf(conflict.key)]}
          onChoose={(side) => choose(side, [keyOf(conflict.key)])}
        />
      ))}
      <ShowMore shown={limit} total={conflicts.length} step={STEP} onMore={setLimit} />
      <div class="panel-foot">
        <button
          type="button"
          class="primary"
          aria-disabled={!done}
          aria-describedby="dispute-chosen"
          onClick={() => done && controller.dispatch({ type: 'disputeSettled' })}
        >
          Continue
        </button>
        <span id="dispute-chosen" class="hint" role="status">
          {keys.length > 0 && `${chosen} of ${keys.length} chosen`}
        </span>
      </div>
    </Panel>
  );
}

function titleOf(count: number): string {
  if (count === 0) return 'Your changes no longer overlap with those of others';
  const links = count === 1 ? 'a link' : `${count.toLocaleString('en-US')} links`;
  return `Meanwhile somebody else changed ${links} that you change too`;
}

interface ConflictProps {
  readonly conflict: LinkConflict;
  readonly form: Form;
  readonly choice: ConflictChoice | undefined;
  readonly onChoose: (side: ConflictChoice) => void;
}

function Conflict({ conflict, form, choice, onChoose }: ConflictProps) {
  const { target, typeName, base, theirs, ours } = conflictView(conflict, form);
  const name = `side-${keyOf(conflict.key)}`;
  const radio = (side: ConflictChoice) => (
    <label class="choice">
      <input
        type="radio"
        name={name}
        aria-label={`Keep ${side}: link to ${target.name}`}
        checked={choice === side}
        onChange={() => onChoose(side)}
      />
      {side === 'mine' ? 'Keep mine' : 'Keep theirs'}
    </label>
  );
  return (
    <fieldset class="conflict">
      <legend class="hidden">
        Link to {target.name}, {typeName}
      </legend>
      <div class="conflict-head">
        <EntryName entry={target} />
        <bdi class="hint">{typeName}</bdi>
      </div>
      <div class="sides">
        <SideView title="Before" side={base} />
        <SideView title="On the server now" side={theirs} chosen={choice === 'theirs'}>
          {radio('theirs')}
        </SideView>
        <SideView title="Yours" side={ours} chosen={choice === 'mine'}>
          {radio('mine')}
        </SideView>
      </div>
    </fieldset>
  );
}

interface SideProps {
  readonly title: string;
  readonly side: Side;
  readonly chosen?: boolean;
  readonly children?: preact.ComponentChildren;
}

function SideView({ title, side, chosen = false, children }: SideProps) {
  const { state, mark, properties } = side;
  return (
    <div class={`side ${chosen ? 'chosen' : ''}`}>
      <h3>{title}</h3>
      <p class={`mark-${mark}`}>{state}</p>
      {properties &&
        (properties.length > 0 ? (
          <PropertyMarks properties={properties} />
        ) : (
          <p class="hint">No properties</p>
        ))}
      {children}
    </div>
  );
}
