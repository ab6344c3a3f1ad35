import type { Link, LinkConflict, LinkType } from '../../../../domain';
import { isRecord, isText, isWholeNumber, listOf } from '../../../shared/guards';
import { isEntryView, isKey, isLink, isOutgoingLink, readConflictChoices } from '../../guards';
import type {
  Draft,
  Form,
  Notice,
  Property,
  RowEdit,
  SavedNotice,
  Shown,
  Sort,
  UndoConflicts,
} from './model';
import { applyEdits, editsOf, rowsOf } from './rows';

/** The part of a draft that outlives its tab: what the person typed. `undefined`: nothing that is not sent. */
export function lastingDraft(draft: Draft): Draft | undefined {
  const { base, edits, newTypeId, targetText, sent, saving } = draft;
  if (edits.length === 0 && !targetText?.trim()) return undefined;
  return {
    base,
    edits,
    ...(newTypeId !== undefined && { newTypeId }),
    ...(targetText && { targetText }),
    ...(saving && { saving, ...(sent && { sent }) }),
  };
}

/** The part of links that a comparison needs, and with `paths` what names their targets. */
export function slimLinks(links: readonly Link[], sourceId: number, paths = false): readonly Link[] {
  return links
    .filter((link) => link.sourceId === sourceId)
    .map(({ targetId, targetPath, linkTypeId, sourceLabel, targetLabel, properties, ...more }) => ({
      sourceId,
      targetId,
      ...(paths && targetPath && { targetPath }),
      ...(linkTypeId === undefined
        ? { sourceLabel: sourceLabel ?? null, targetLabel: targetLabel ?? null }
        : { linkTypeId }),
      ...(properties && Object.keys(properties).length > 0 && { properties }),
      ...(more.hasOddProperties && { hasOddProperties: true as const }),
      ...(more.description && { description: more.description }),
    }));
}

/** What a draft keeps of changes that were taken back and may be brought again. */
export function keptReset({ notice, contents }: Form): Draft['reset'] {
  if (notice?.kind !== 'info' || !notice.undo) return undefined;
  const { rows, base, targetText } = notice.undo;
  return {
    text: notice.text,
    base: slimLinks(base, contents.source.id, true),
    edits: editsOf(rows),
    targetText,
  };
}

export function restoredReset(form: Form, { reset }: Draft): Notice | undefined {
  if (!reset) return undefined;
  const { text, base, edits, targetText } = reset;
  let next = 1;
  const rows = applyEdits(rowsOf(form.contents, base, form).rows, edits, () => `again-${next++}`);
  return { kind: 'info', text, undo: { rows, base, targetText } };
}

/** Reads a draft back; `undefined` when it is none. An odd part costs that part, not what was typed beside it. */
export function readDraft(value: unknown): Draft | undefined {
  if (!isRecord(value)) return undefined;
  const { newTypeId, targetText } = value;
  const base = listOf(value['base'], isLink);
  const edits = readEdits(value['edits']);
  if (!base || !edits) return undefined;
  const mergeConflicts = readConflictChoices(value['mergeConflicts']);
  const undoConflicts = readUndoConflicts(value['undoConflicts']);
  const droppedIncoming = listOf(value['droppedIncoming'], isLink);
  const sent = readEdits(value['sent']);
  const failed = readFailed(value['failed']);
  const shown = readShown(value['shown']);
  const view = readView(value['view']);
  const seen = listOf(value['seen'], isEntryView);
  const saved = readSaved(value['saved']);
  const reset = readReset(value['reset']);
  return {
    base,
    edits,
    ...(isWholeNumber(newTypeId) && { newTypeId }),
    ...(typeof targetText === 'string' && targetText && { targetText }),
    ...(value['confirming'] === true && { confirming: true }),
    ...(mergeConflicts && { mergeConflicts }),
    ...(undoConflicts && { undoConflicts }),
    ...(droppedIncoming && { droppedIncoming }),
    ...(sent && { sent }),
    ...(sent && value['saving'] === true && { saving: true }),
    ...(failed && { failed }),
    ...(value['cameBack'] === true && { cameBack: true }),
    ...(view && { view }),
    ...(seen && { seen }),
    ...(saved && { saved }),
    ...(reset && { reset }),
    ...(shown && { shown }),
  };
}

function readView(value: unknown): Draft['view'] {
  if (!isRecord(value)) return undefined;
  const { text, typeId, changesOnly, sort } = value;
  const ticked = listOf(value['ticked'], isText) ?? [];
  if (typeof text !== 'string') return undefined;
  return {
    text,
    ...(isWholeNumber(typeId) && { typeId }),
    changesOnly: changesOnly === true,
    ...(isSort(sort) && { sort }),
    ticked,
  };
}

function isSort(value: unknown): value is Sort {
  if (!isRecord(value)) return false;
  return (value['by'] === 'type' || value['by'] === 'target') && typeof value['descending'] === 'boolean';
}

function readReset(value: unknown): Draft['reset'] {
  if (!isRecord(value)) return undefined;
  const { text, targetText } = value;
  const base = listOf(value['base'], isLink);
  const edits = readEdits(value['edits']);
  const isWhole = typeof text === 'string' && typeof targetText === 'string';
  return base && edits && isWhole ? { text, base, edits, targetText } : undefined;
}

function readSaved(value: unknown): SavedNotice | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, text, changeId, incomingUnchecked } = value;
  if (kind !== 'saved' || typeof text !== 'string') return undefined;
  return {
    kind,
    text,
    ...(isText(changeId) && { changeId }),
    ...(incomingUnchecked === true && { incomingUnchecked }),
  };
}

function readEdits(value: unknown): readonly RowEdit[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const edits = value.filter((one) => isRowEdit(one));
  return edits.length > 0 || value.length === 0 ? edits : undefined;
}

function readUndoConflicts(value: unknown): UndoConflicts | undefined {
  const choices = readConflictChoices(value);
  if (!isRecord(value) || !choices) return undefined;
  const { changeId } = value;
  const conflicts = listOf(value['conflicts'], isConflict);
  return conflicts && isText(changeId) ? { ...choices, changeId, conflicts } : undefined;
}

function isConflict(value: unknown): value is LinkConflict {
  if (!isRecord(value) || !isKey(value['key'])) return false;
  return [value['base'], value['theirs'], value['ours']].every(
    (side) => side === undefined || isOutgoingLink(side),
  );
}

function readFailed(value: unknown): Draft['failed'] {
  if (!isRecord(value)) return undefined;
  const { text, outdated, changeId } = value;
  if (typeof text !== 'string' || typeof outdated !== 'boolean') return undefined;
  return { text, outdated, ...(isText(changeId) && { changeId }) };
}

function readShown(value: unknown): Shown | undefined {
  if (!isRecord(value)) return undefined;
  const { source, connectionName, requestUrl } = value;
  const linkTypes = listOf(value['linkTypes'], isLinkType);
  if (!isEntryView(source) || typeof connectionName !== 'string' || typeof requestUrl !== 'string')
    return undefined;
  return linkTypes && { source, connectionName, linkTypes, requestUrl };
}

function isLinkType(value: unknown): value is LinkType {
  return (
    isRecord(value) &&
    isWholeNumber(value['linkTypeId']) &&
    typeof value['sourceLabel'] === 'string' &&
    typeof value['targetLabel'] === 'string'
  );
}

function isRowEdit(value: unknown): value is RowEdit {
  if (!isRecord(value)) return false;
  const { kind, was, rowId, target, linkTypeId, properties } = value;
  if (kind === 'remove') return isKey(was);
  return (
    kind === 'upsert' &&
    (was === undefined || isKey(was)) &&
    (rowId === undefined || typeof rowId === 'string') &&
    isEntryView(target) &&
    isWholeNumber(linkTypeId) &&
    listOf(properties, isProperty) !== undefined
  );
}

function isProperty(value: unknown): value is Property {
  return isRecord(value) && typeof value['name'] === 'string' && typeof value['value'] === 'string';
}
