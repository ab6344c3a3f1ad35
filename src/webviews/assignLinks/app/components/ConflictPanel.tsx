import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { keyOf, type ConflictChoice, type Link, type LinkConflict } from '../../../../domain';
import { byCount, formatNumber } from '../../../shared/language';
import type { Controller } from '../controller';
import { focusQuestion } from '../focus';
import {
  conflictView,
  isEachChosen,
  openConflicts,
  resolveFormConflicts,
  rowsBeside,
  type ConflictSide,
} from '../state/conflicts';
import type { Form, Row, UndoConflicts } from '../state/model';
import { isDirty } from '../state/rows';
import { Planned } from './ConfirmPanel';
import { Button, EntryName, Panel, PropertyMarks, ShowMore } from './widgets';

/** Conflicts drawn at first: all of them can be answered at once. */
const STEP = 25;

interface ConflictPanelProps {
  readonly form: Form;
  readonly controller: Controller;
}

/** Links that both the person and somebody else changed, side by side: nothing is sent before each has its answer. */
export function ConflictPanel({ form, controller }: ConflictPanelProps) {
  const conflicts = openConflicts(form);
  const { theirs = [], choices = {} } = form.mergeConflicts ?? {};
  const count = conflicts.length;
  const title =
    count === 0
      ? l10n.t('Your changes no longer overlap with those of others')
      : byCount(
          count,
          l10n.t('Someone else also changed this link'),
          l10n.t('Someone else also changed {0} of these links', formatNumber(count)),
        );
  const hint =
    count > 0
      ? l10n.t(
          'Nothing was sent. Choose for each link whose side to keep. What others did to other links is kept in any case.',
        )
      : l10n.t('Nothing was sent. Continue to see the links as they are now, with your changes on top.');
  const words: Words = {
    title,
    hint,
    allMine: l10n.t('Keep All Mine'),
    allTheirs: l10n.t('Keep All Theirs'),
    before: l10n.t('Before'),
    ours: l10n.t('Yours'),
    mine: l10n.t('Keep mine'),
    theirs: l10n.t('Keep theirs'),
    mineOf: (name) => l10n.t('Keep mine: link to {0}', name),
    theirsOf: (name) => l10n.t('Keep theirs: link to {0}', name),
    done: l10n.t('Assign as Chosen'),
  };
  const putInRows = () => controller.dispatch({ type: 'conflictsResolved' });
  const isLast = count === 0 || (isEachChosen(form) && !isDirty(resolveFormConflicts(form).rows));
  return (
    <Conflicts
      words={isLast ? { ...words, done: l10n.t('Continue') } : words}
      conflicts={conflicts}
      choices={choices}
      form={form}
      links={theirs}
      rest={rowsBeside(conflicts, form.rows)}
      controller={controller}
      onDone={isLast ? putInRows : () => void controller.assignAsChosen()}
      {...(!isLast && { onContinue: putInRows })}
      onLeave={() => controller.dispatch({ type: 'conflictsDismissed' })}
    />
  );
}

interface UndoConflictPanelProps extends ConflictPanelProps {
  readonly conflicts: UndoConflicts;
}

/** Links that somebody else changed since the change that is to be undone: the rest of it is undone in any case. */
export function UndoConflictPanel({ form, conflicts: found, controller }: UndoConflictPanelProps) {
  const { changeId, conflicts, theirs, choices } = found;
  const words: Words = {
    title: byCount(
      conflicts.length,
      l10n.t('Since your change someone else changed the same link'),
      l10n.t('Since your change someone else changed {0} of the same links', formatNumber(conflicts.length)),
    ),
    hint: l10n.t(
      'Nothing was undone. Choose for each link whether to undo your change of it or to leave it as it is now; the rest of your change is undone.',
    ),
    allMine: l10n.t('Undo All of Them'),
    allTheirs: l10n.t('Leave All as They Are'),
    before: l10n.t('After your change'),
    ours: l10n.t('After undoing'),
    mine: l10n.t('Undo it'),
    theirs: l10n.t('Leave it'),
    mineOf: (name) => l10n.t('Undo the change of the link to {0}', name),
    theirsOf: (name) => l10n.t('Leave the link to {0} as it is', name),
    done: l10n.t('Undo as Chosen'),
  };
  return (
    <Conflicts
      words={words}
      conflicts={conflicts}
      choices={choices}
      form={form}
      links={theirs}
      controller={controller}
      onDone={() => void controller.undo(changeId, found)}
      onLeave={() => controller.dispatch({ type: 'undoDismissed' })}
    />
  );
}

/** What the two kinds of conflicts are told with. */
interface Words {
  readonly title: string;
  readonly hint: string;
  readonly allMine: string;
  readonly allTheirs: string;
  /** Titles of two of the sides. */
  readonly before: string;
  readonly ours: string;
  readonly mine: string;
  readonly theirs: string;
  readonly mineOf: (name: string) => string;
  readonly theirsOf: (name: string) => string;
  readonly done: string;
}

interface ConflictsProps extends ConflictPanelProps {
  readonly words: Words;
  readonly conflicts: readonly LinkConflict[];
  readonly choices: Readonly<Record<string, ConflictChoice>>;
  /** The links as the server has them. */
  readonly links: readonly Link[];
  /** Rows that are sent too. */
  readonly rest?: readonly Row[];
  readonly onDone: () => void;
  /** Goes on in the form, and sends nothing yet. */
  readonly onContinue?: () => void;
  readonly onLeave: () => void;
}

function Conflicts(props: ConflictsProps) {
  const { words, conflicts, choices, form, links, rest = [], controller } = props;
  const { onDone, onContinue, onLeave } = props;
  const [limit, setLimit] = useState(STEP);
  const keys = conflicts.map(({ key }) => keyOf(key));
  const chosen = keys.filter((key) => choices[key]).length;
  const choose = (side: ConflictChoice, of: readonly string[]) =>
    controller.dispatch({ type: 'sideChosen', keys: of, side });
  const done = chosen === keys.length;
  const next = keys.find((key) => !choices[key]);
  return (
    <Panel
      id="conflicts"
      title={words.title}
      onEnter={() => (done ? onDone() : focusQuestion())}
      onEscape={onLeave}
    >
      <p class="hint">{words.hint}</p>
      {conflicts.length > 1 && (
        <div class="panel-tools">
          <Button onClick={() => choose('mine', keys)}>{words.allMine}</Button>
          <Button onClick={() => choose('theirs', keys)}>{words.allTheirs}</Button>
        </div>
      )}
      {conflicts.slice(0, limit).map((conflict) => (
        <Conflict
          key={keyOf(conflict.key)}
          words={words}
          conflict={conflict}
          form={form}
          links={links}
          choice={choices[keyOf(conflict.key)]}
          isNext={keyOf(conflict.key) === next}
          onChoose={(side) => choose(side, [keyOf(conflict.key)])}
        />
      ))}
      <ShowMore shown={limit} total={conflicts.length} step={STEP} onMore={setLimit} />
      {rest.length > 0 && (
        <>
          <h3>{l10n.t('Your other changes')}</h3>
          <Planned rows={rest} form={form} />
        </>
      )}
      <div class="panel-foot">
        <Button
          kind="primary"
          data-default={done || undefined}
          aria-disabled={!done}
          aria-describedby="conflicts-chosen"
          onClick={() => done && onDone()}
        >
          {words.done}
        </Button>
        {onContinue && (
          <Button
            aria-disabled={!done}
            title={l10n.t('Put what you chose into the rows below; nothing is sent yet')}
            onClick={() => done && onContinue()}
          >
            {l10n.t('Continue')}
          </Button>
        )}
        <Button onClick={onLeave}>{l10n.t('Back')}</Button>
        <span id="conflicts-chosen" class="hint" role="status">
          {keys.length > 0 && l10n.t('{0} of {1} chosen', formatNumber(chosen), formatNumber(keys.length))}
        </span>
      </div>
    </Panel>
  );
}

interface ConflictProps {
  readonly words: Words;
  readonly conflict: LinkConflict;
  readonly form: Form;
  readonly links: readonly Link[];
  readonly choice: ConflictChoice | undefined;
  /** The first one without an answer. */
  readonly isNext: boolean;
  readonly onChoose: (side: ConflictChoice) => void;
}

function Conflict({ words, conflict, form, links, choice, isNext, onChoose }: ConflictProps) {
  const { target, typeName, base, theirs, ours } = conflictView(conflict, form, links);
  const name = `side-${keyOf(conflict.key)}`;
  const radio = (side: ConflictChoice) => (
    <label class="choice">
      <input
        type="radio"
        name={name}
        data-default={(isNext && side === 'theirs') || undefined}
        aria-label={side === 'mine' ? words.mineOf(target.name) : words.theirsOf(target.name)}
        checked={choice === side}
        onChange={() => onChoose(side)}
      />
      {side === 'mine' ? words.mine : words.theirs}
    </label>
  );
  return (
    <fieldset class="conflict">
      <legend class="hidden">{l10n.t('Link to {0}, {1}', target.name, typeName)}</legend>
      <div class="conflict-head">
        <EntryName entry={target} />
        <bdi class="hint">{typeName}</bdi>
      </div>
      <div class="sides">
        <ConflictSideView title={words.before} side={base} />
        <ConflictSideView title={l10n.t('On the server now')} side={theirs} chosen={choice === 'theirs'}>
          {radio('theirs')}
        </ConflictSideView>
        <ConflictSideView title={words.ours} side={ours} chosen={choice === 'mine'}>
          {radio('mine')}
        </ConflictSideView>
      </div>
    </fieldset>
  );
}

interface SideProps {
  readonly title: string;
  readonly side: ConflictSide;
  readonly chosen?: boolean;
  readonly children?: ComponentChildren;
}

function ConflictSideView({ title, side, chosen = false, children }: SideProps) {
  const { state, mark, properties } = side;
  return (
    <div class={`side ${chosen ? 'chosen' : ''}`}>
      <h3>{title}</h3>
      <p class={`mark-${mark}`}>{state}</p>
      {properties &&
        (properties.length > 0 ? (
          <PropertyMarks properties={properties} />
        ) : (
          <p class="hint">{l10n.t('No properties')}</p>
        ))}
      {children}
    </div>
  );
}
