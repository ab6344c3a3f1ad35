import { l10n, QuickInputButtons, type QuickPick, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { Session } from '../../connections';
import type { SearchQuery } from '../../search';
import { type Back, openQuickPick, type PickItem } from '../../ui';
import { PARTS, type Part, type QuestionDraft, withText } from './questionParts';

/** What a person does next with a question. */
export type NextStep = { readonly draft: QuestionDraft } & (
  { readonly step: 'search' | 'command' | 'clear' } | { readonly step: 'ask' | 'remove'; readonly part: Part }
);

/** Why a step came to nothing. */
export interface StepFailure {
  readonly failed: string;
  readonly why: string;
}

interface Row extends PickItem {
  readonly next?: Exclude<NextStep['step'], 'remove'>;
  readonly part?: Part;
}

const START_ANEW = {
  iconPath: new ThemeIcon('clear-all'),
  get tooltip() {
    return l10n.t('Start Anew');
  },
};
const REMOVE = {
  iconPath: new ThemeIcon('close'),
  get tooltip() {
    return l10n.t('Remove');
  },
};

/**
 * Lists the parts of a question with what they are now. What is typed is the text to search for, so Enter searches for it
 * at once. Undefined when the person leaves; `left` gets what stood there then.
 */
export async function askNext(
  { connection }: Session,
  start: QuestionDraft,
  {
    title,
    active,
    failure,
    left,
  }: {
    readonly title: string;
    /** The part that was asked for last. */
    readonly active: Part | undefined;
    /** Why the last step came to nothing. */
    readonly failure: StepFailure | undefined;
    readonly left: (draft: QuestionDraft) => void;
  },
): Promise<NextStep | Back | undefined> {
  let draft = start;
  const frame = {
    title: l10n.t('{0} in {1}', title, connection.name),
    placeholder: l10n.t('Type a text to search for, or choose what else the entries must have'),
    keepsOrder: true,
  };
  return openQuickPick<Row, NextStep>(frame, (pick, resolve) => {
    const show = (stays?: Part) => {
      const rows = rowsOf(draft, failure);
      pick.items = rows;
      const at =
        rows.find(({ part }) => part !== undefined && part === stays) ?? rows.find(({ next }) => next);
      if (at) pick.activeItems = [at];
    };
    pick.value = draft.query.text ?? '';
    setButtons(pick, draft.query);
    show(active);
    pick.onDidChangeValue((text) => {
      if ((draft.query.text ?? '') === text.trim()) return;
      draft = withText(draft, text);
      left(draft);
      setButtons(pick, draft.query);
      show();
    });
    pick.onDidTriggerButton((button) => {
      if (button !== QuickInputButtons.Back) resolve({ step: 'clear', draft });
    });
    pick.onDidTriggerItemButton(({ item }) => {
      if (item.part) resolve({ step: 'remove', part: item.part, draft });
    });
    pick.onDidAccept(() => {
      const [row] = pick.activeItems;
      if (row?.part) resolve({ step: 'ask', part: row.part, draft });
      else if (row?.next && row.next !== 'ask') resolve({ step: row.next, draft });
    });
  });
}

function setButtons(pick: QuickPick<Row>, query: SearchQuery): void {
  const buttons = Object.keys(query).length > 0 ? [START_ANEW] : [];
  if (pick.buttons.length !== buttons.length) pick.buttons = buttons;
}

/** All rows show whatever is typed: that is a text to search for, and no filter. */
function rowsOf(draft: QuestionDraft, failure: StepFailure | undefined): Row[] {
  const { query } = draft;
  const rows: Row[] = [
    {
      icon: 'search',
      label: query.text === undefined ? l10n.t('Search') : l10n.t('Search for “{0}”', query.text),
      ...(Object.keys(query).length === 0 && { description: l10n.t('all entries') }),
      next: 'search',
    },
    ...(failure === undefined ? [] : [{ icon: 'error', label: failure.failed, detail: failure.why }]),
    { label: l10n.t('entries must have'), kind: QuickPickItemKind.Separator },
    ...PARTS.map((part): Row => {
      const told = part.describe(draft);
      return {
        icon: told === undefined ? 'circle-outline' : 'circle-filled',
        label: part.label(),
        description: told ?? l10n.t('any'),
        ...(told !== undefined && { buttons: [REMOVE] }),
        part,
      };
    }),
    { label: '', kind: QuickPickItemKind.Separator },
    {
      icon: 'code',
      label: l10n.t('Show Command'),
      description: l10n.t('what is sent to the server'),
      next: 'command',
    },
  ];
  return rows.map((row) => ({ ...row, alwaysShow: true }));
}
