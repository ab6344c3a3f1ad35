import { l10n } from 'vscode';
import type { Forgotten, HistoryItem } from '../changes';
import { deedsOfItem, type LinkDeed, type Names, namesOfItem, sortDropped } from '../changeFlow';
import { keyOf, type Link } from '../domain';
import { formatNumber } from '../ui';
import {
  describeAct,
  describeChangeOf,
  describeForgotten,
  describeLinkOf,
  type HistoryRowText,
} from './describeAct';
import { type Act, isUndoable } from './rows';

/** A row of the view *History*: plain data. */
export type HistoryNode =
  | { readonly of: 'act'; readonly id: string; readonly act: Act }
  /** One entry of an act that changed several. */
  | { readonly of: 'change'; readonly id: string; readonly item: HistoryItem; readonly parent: HistoryNode }
  | {
      readonly of: 'link';
      readonly id: string;
      readonly deed: LinkDeed;
      readonly names: Names;
      readonly parent: HistoryNode;
    }
  /** A link of another entry that the server dropped. */
  | {
      readonly of: 'dropped';
      readonly id: string;
      readonly link: Link;
      readonly names: Names;
      readonly parent: HistoryNode;
    }
  | { readonly of: 'older'; readonly id: string; readonly count: number }
  | { readonly of: 'forgotten'; readonly id: string; readonly forgotten: Forgotten }
  | { readonly of: 'message'; readonly id: string; readonly text: string; readonly parent?: HistoryNode }
  | { readonly of: 'failed'; readonly id: string; readonly text: string };

/** Rows below one row; nobody reads thousands. */
const MOST = 200;

const nodes = new WeakSet<object>();
const made = <T extends HistoryNode>(node: T): T => {
  nodes.add(node);
  return node;
};

/** Whether a command's argument is a row of the history. */
export function isHistoryNode(value: unknown): value is HistoryNode {
  return typeof value === 'object' && value !== null && nodes.has(value);
}

export const actNode = (act: Act) => made({ of: 'act', id: `act ${act.key}`, act });
export const olderNode = (count: number) => made({ of: 'older', id: 'older', count });
export const forgottenNode = (forgotten: Forgotten) => made({ of: 'forgotten', id: 'forgotten', forgotten });
export const messageNode = (text: string) => made({ of: 'message', id: 'message', text });
export const failedNode = (text: string) => made({ of: 'failed', id: 'failed', text });

/** What stands below a row. */
export function childrenOf(node: HistoryNode): HistoryNode[] {
  if (node.of === 'change') return linksOf(node.item, node);
  if (node.of !== 'act') return [];
  const { items } = node.act;
  if (items.length === 1) return linksOf(items[0], node);
  return firstOf(items, node, (item) => made({ of: 'change', id: `change ${item.id}`, item, parent: node }));
}

function linksOf(item: HistoryItem, parent: HistoryNode): HistoryNode[] {
  const names = namesOfItem(item);
  const { repairable, unrepairable } = sortDropped(item.droppedIncoming ?? []);
  return [
    ...firstOf(deedsOfItem(item), parent, (deed) => {
      const id = `link ${item.id} ${deed.kind} ${keyOf(deed.link)}`;
      return made({ of: 'link', id, deed, names, parent });
    }),
    ...firstOf([...repairable, ...unrepairable], parent, (link) => {
      const id = `dropped ${item.id} ${link.sourceId} ${link.linkTypeId ?? ''} ${link.sourceLabel ?? ''}`;
      return made({ of: 'dropped', id, link, names, parent });
    }),
  ];
}

function firstOf<T>(all: readonly T[], parent: HistoryNode, toNode: (one: T) => HistoryNode): HistoryNode[] {
  const shown = all.slice(0, MOST).map(toNode);
  const rest = all.length - shown.length;
  if (rest <= 0) return shown;
  const text = l10n.t('… and {0} more', formatNumber(rest));
  return [...shown, made({ of: 'message', id: `more ${parent.id} ${all.length}`, text, parent })];
}

export function parentOf(node: HistoryNode): HistoryNode | undefined {
  return 'parent' in node ? node.parent : undefined;
}

/** The change that a row stands for, where it is of one entry. */
export function itemOf(node: HistoryNode): HistoryItem | undefined {
  if (node.of === 'change') return node.item;
  if (node.of === 'act') return node.act.items.length === 1 ? node.act.items[0] : undefined;
  const parent = parentOf(node);
  return parent && itemOf(parent);
}

/** The changes that a row stands for. */
export function itemsOf(node: HistoryNode): readonly HistoryItem[] {
  if (node.of === 'act') return node.act.items;
  const item = itemOf(node);
  return item ? [item] : [];
}

/** What can be done with a row, as words that menus look for. */
export function contextOf(node: HistoryNode, isReadOnly: (item: HistoryItem) => boolean): string {
  if (node.of === 'older') return 'older';
  if (node.of !== 'act' && node.of !== 'change') return node.of;
  const items = itemsOf(node);
  const item = itemOf(node);
  const hasLost = items.some(
    ({ droppedIncoming = [] }) => sortDropped(droppedIncoming).repairable.length > 0,
  );
  const isWritable = !items.some(isReadOnly);
  return [
    'compare',
    ...(item ? ['entry'] : []),
    ...(isWritable && hasLost ? ['lost'] : []),
    ...(isWritable && item && item.outcome !== 'refused' ? ['restore'] : []),
    ...(isWritable && node.of === 'act' && isUndoable(node.act) ? ['undo'] : []),
  ]
    .toSorted()
    .join(' ');
}

/** What a row says. */
export function wordsOf(node: HistoryNode, now: number): HistoryRowText {
  switch (node.of) {
    case 'act':
      return describeAct(node.act, now);
    case 'change':
      return describeChangeOf(node.item);
    case 'link':
      return describeLinkOf(node.deed, node.names);
    case 'dropped': {
      const { sourceId, linkTypeId } = node.link;
      const type = linkTypeId === undefined ? '' : node.names.type(linkTypeId);
      return {
        icon: 'warning',
        label: node.names.short(sourceId),
        description: l10n.t('{0} · incoming link dropped by the server', type),
        facts: [[l10n.t('Entry'), node.names.entry(sourceId)]],
      };
    }
    case 'older':
      return {
        icon: 'ellipsis',
        label: l10n.t('Show Older…'),
        description: l10n.t('{0} more', formatNumber(node.count)),
        facts: [],
      };
    case 'forgotten': {
      const { label, detail } = describeForgotten(node.forgotten);
      return { icon: 'archive', label, description: '', facts: [[l10n.t('Forgotten'), detail]] };
    }
    case 'message':
      return { icon: 'info', label: node.text, description: '', facts: [] };
    case 'failed':
      return { icon: 'error', label: node.text, description: l10n.t('Click to try again'), facts: [] };
  }
}
