import * as l10n from '@vscode/l10n';
import type { ComponentChild, ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { plainLine } from '../../../../domain';
import { formatNumber } from '../../../shared/language';
import type { EntryView } from '../../protocol';
import { leaveQuestion, sayAloud, takeToQuestion } from '../focus';
import { isIconName, shapesOf, type IconName } from '../icons';
import { cutPath } from '../paths';
import type { Mark, MarkedProperty } from '../state/conflicts';
import { markMatches } from '../state/finder';

interface IconProps {
  readonly name: IconName;
  /** Turns round: something is under way. */
  readonly spins?: boolean;
}

/** A codicon that only repeats what text says. */
export function Icon({ name, spins = false }: IconProps) {
  return (
    <svg class={spins ? 'codicon spins' : 'codicon'} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {shapesOf(name).map(({ d, isEvenOdd }) => (
        <path key={d} d={d} fill-rule={isEvenOdd ? 'evenodd' : 'nonzero'} />
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

interface EntryNameProps {
  readonly entry: EntryView;
  /** Makes the name a button. */
  readonly onOpen?: () => void;
  /** In a table of rows, whose controls are reached by arrows. */
  readonly inRow?: boolean;
  /** Paths of other entries of the same name. */
  readonly others?: readonly string[] | undefined;
  /** What it was found by, to be marked in the name. */
  readonly searched?: string;
}

/** An entry: icon, name, and below it the path and id. Names of any script keep to themselves. */
export function EntryName({ entry, onOpen, inRow = false, others, searched = '' }: EntryNameProps) {
  const { id, viaShortcut } = entry;
  const [name, path] = [plainLine(entry.name), plainLine(entry.path ?? '')];
  return (
    <div class="entry">
      <EntryIcon entry={entry} />
      <div class="entry-text">
        {onOpen ? (
          <button
            type="button"
            class="link name"
            title={l10n.t('Reveal {0} in Tree', name)}
            tabIndex={inRow ? -1 : undefined}
            data-column="name"
            onClick={onOpen}
          >
            <bdi>{name}</bdi>
          </button>
        ) : (
          <span class="name" title={name}>
            <bdi>
              {markMatches(name, searched).map(({ text, isMatch }, at) =>
                isMatch ? <mark key={at}>{text}</mark> : text,
              )}
            </bdi>
          </span>
        )}
        <span class="detail">
          {path !== '' && <PathText path={path} others={others} />}
          <span class="id">#{id}</span>
        </span>
        {viaShortcut !== undefined && (
          <span class="detail">
            <bdi class="path">{l10n.t('through the shortcut {0}', plainLine(viaShortcut))}</bdi>
          </span>
        )}
      </div>
    </div>
  );
}

/** A path that is cut in its middle where room is short: its last folder tells entries of the same name apart. */
export function PathText({
  path,
  others,
}: {
  readonly path: string;
  readonly others?: EntryNameProps['others'];
}) {
  const [head, tail] = cutPath(path, others);
  return (
    <bdi class="path" title={path}>
      <span class="path-head">{head}</span>
      <span class="path-tail">{tail}</span>
    </bdi>
  );
}

interface ShowMoreProps {
  readonly shown: number;
  readonly total: number;
  readonly step: number;
  readonly onMore: (limit: number) => void;
}

/** Drawn at once at most: more would freeze the form for seconds. */
const MOST = 500;

const showMore = (count: number) => l10n.t('Show {0} more', formatNumber(count));

/** What is not drawn yet of a long list. */
export function ShowMore({ shown, total, step, onMore }: ShowMoreProps) {
  const hidden = total - shown;
  if (hidden <= 0) return null;
  return (
    <div class="more">
      <Button onClick={() => onMore(shown + step)}>{showMore(Math.min(step, hidden))}</Button>
      <span class="hint">
        {l10n.t('{0} of {1}', formatNumber(Math.min(shown, total)), formatNumber(total))}
      </span>
      {hidden > step && (
        <Button kind="link" onClick={() => onMore(shown + Math.min(hidden, MOST))}>
          {hidden > MOST ? showMore(MOST) : l10n.t('Show all')}
        </Button>
      )}
    </div>
  );
}

interface PropertyMarksProps {
  readonly properties: readonly MarkedProperty[];
  /** Also tells what a changed value was. */
  readonly withBefore?: boolean;
}

/** Properties as `name = value`, each with what became of it. */
export function PropertyMarks({ properties, withBefore = false }: PropertyMarksProps) {
  return (
    <ul class="marks">
      {properties.map(({ name, value, mark, was }) => (
        <li key={name} class={`mark-${mark}`}>
          <span class="mark" aria-hidden="true">
            {SIGNS[mark]}
          </span>
          <span>
            {mark !== 'same' && <span class="hidden">{describeMark(mark)}: </span>}
            <bdi class="mark-name">{name || l10n.t('(no name)')}</bdi> ={' '}
            <bdi class="mark-value">{value || l10n.t('(empty)')}</bdi>
            {withBefore && was !== undefined && (
              <span class="hint"> {withNodes(l10n.t('was {0}'), <bdi>{was || l10n.t('(empty)')}</bdi>)}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function describeMark(mark: Mark): string {
  switch (mark) {
    case 'added':
      return l10n.t('added');
    case 'changed':
      return l10n.t('changed');
    case 'removed':
      return l10n.t('removed');
    case 'same':
      return '';
  }
}

const SIGNS: Readonly<Record<Mark, string>> = { same: '', added: '+', changed: '~', removed: '−' };

const BAR_ICONS = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  success: 'pass',
  locked: 'lock',
} as const;

type ButtonProps = Omit<JSX.IntrinsicElements['button'], 'class' | 'type'> & {
  /** How it looks; most are secondary. */
  readonly kind?: string;
};

/** A button that submits nothing. Rows of tables go without: there are thousands of theirs. */
export function Button({ kind = 'secondary', ...attributes }: ButtonProps) {
  return <button type="button" class={kind} {...attributes} />;
}

interface BarProps {
  readonly kind: keyof typeof BAR_ICONS;
  readonly onClose?: () => void;
  readonly children: ComponentChildren;
}

/** A message above the rows. */
export function Bar({ kind, onClose, children }: BarProps) {
  return (
    <div class={`bar ${kind}`}>
      <Icon name={BAR_ICONS[kind]} />
      <div class="bar-text">{children}</div>
      {onClose && (
        <Button kind="icon" aria-label={l10n.t('Dismiss')} title={l10n.t('Dismiss')} onClick={onClose}>
          <Icon name="close" />
        </Button>
      )}
    </div>
  );
}

/** A button in a message. */
export function BarButton({ text, onClick }: { readonly text: string; readonly onClick: () => void }) {
  return <Button onClick={onClick}>{text}</Button>;
}

/** A whole sentence with elements in the places of `{0}`, `{1}`…: names that keep to themselves, for example. */
export function withNodes(sentence: string, ...nodes: readonly ComponentChild[]): ComponentChild[] {
  return sentence.split(/\{(\d)\}/).map((part, at) => (at % 2 === 1 ? nodes[Number(part)] : part));
}

interface PanelProps {
  readonly id: string;
  readonly title: string;
  /** Enter, wherever it does nothing else. */
  readonly onEnter: () => void;
  readonly onEscape: () => void;
  readonly children: ComponentChildren;
}

/** A question that must be answered before anything is sent. It takes the keyboard, and gives it back. */
export function Panel({ id, title, onEnter, onEscape, children }: PanelProps) {
  const panel = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const { activeElement: before } = document;
    if (!takeToQuestion()) sayAloud(title);
    return () => leaveQuestion(panel.current, before);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, repeat, isComposing, target } = event;
    if (isComposing || event.defaultPrevented) return;
    if (key === 'Escape') onEscape();
    // A key that is held down must not answer the question that it brought up.
    else if (key !== 'Enter' || (!repeat && target instanceof Element && target.matches('button, summary')))
      return;
    else if (!repeat) onEnter();
    event.preventDefault();
  };
  return (
    <section
      class={`panel ${id}`}
      ref={panel}
      tabIndex={-1}
      aria-labelledby={`${id}-title`}
      onKeyDown={onKeyDown}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}

/** What is wrong with a field, below it; told aloud when it comes up. */
export function FieldError({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  return (
    <div id={id} class="field-error" aria-live="polite">
      {text}
    </div>
  );
}
