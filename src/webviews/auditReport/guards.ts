import { isRecord, isWholeNumber, listOf } from '../shared/guards';
import { EXPORT_FORMATS, type AppMessage } from './protocol';

const ACTIONS = ['pause', 'goOn', 'cancel'] as const;

/** A message of the page; undefined for anything else. */
export function readAppMessage(value: unknown): AppMessage | undefined {
  if (!isRecord(value)) return undefined;
  switch (value['type']) {
    case 'ready':
    case 'copy':
      return { type: value['type'] };
    case 'control': {
      const action = ACTIONS.find((one) => one === value['action']);
      return action && { type: 'control', action };
    }
    case 'open':
      return isWholeNumber(value['id']) ? { type: 'open', id: value['id'] } : undefined;
    case 'mend': {
      const ids = listOf(value['ids'], isWholeNumber);
      return ids && { type: 'mend', ids };
    }
    case 'export': {
      const format = EXPORT_FORMATS.find((one) => one === value['format']);
      return format && { type: 'export', format };
    }
    default:
      return undefined;
  }
}
