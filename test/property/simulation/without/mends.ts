import type { Patch } from './patchedBundle';

/** Something that was mended, and the source without it. */
export interface Mend {
  /** The letter of its kind, and what goes wrong without it. */
  readonly fault: string;
  readonly patches: readonly Patch[];
}

const GUARD = 'src/changes/sendGuard.ts';
const EDITOR = 'src/changes/linkEditor.ts';
const PUT = 'src/changes/assignAndVerify.ts';
const RETENTION = 'src/changes/journal/retention.ts';

/** Every mend of A to E, one by one. */
export const MENDS: readonly Mend[] = [
  {
    fault: 'A: nothing is asked before the first send',
    patches: [
      { file: GUARD, find: '    sends += 1;', instead: '    sends += 1;\n    if (sends === 1) return;' },
    ],
  },
  {
    fault: 'A: nothing is asked before a repeated send',
    patches: [
      { file: GUARD, find: '    sends += 1;', instead: '    sends += 1;\n    if (sends > 1) return;' },
    ],
  },
  {
    fault: 'A: the reading may be of any age',
    patches: [
      {
        file: 'src/changes/reading.ts',
        find: 'return monotonic - began.monotonic <= milliseconds && Math.abs(wall - began.wall) <= milliseconds;',
        instead: 'return monotonic + wall + began.wall + milliseconds > 0;',
      },
    ],
  },
  {
    fault: 'A: time asleep does not count',
    patches: [
      {
        file: 'src/changes/reading.ts',
        find: ' && Math.abs(wall - began.wall) <= milliseconds',
        instead: ' && wall + began.wall > 0',
      },
    ],
  },
  {
    fault: 'A: the lock is not asked for again',
    patches: [
      {
        file: GUARD,
        find: 'if (!(await isStillHeld()))',
        instead: 'if (!(await isStillHeld()) && sends < 0)',
      },
    ],
  },
  {
    fault: 'B: the lock is of an address as it is spelt',
    patches: [
      {
        file: EDITOR,
        find: '`${connection.repoId.toLowerCase()} ${sourceId}`',
        instead: '`${connection.baseUrl} ${connection.repoId} ${sourceId}`',
      },
    ],
  },
  {
    fault: 'B: what was made for another repository is sent',
    patches: [
      {
        file: 'src/changes/checks.ts',
        find: 'if (!madeFor || sameRepository(madeFor, connection)) return;',
        instead: 'if (!madeFor || sameRepository(madeFor, connection) || sourceId > 0) return;',
      },
    ],
  },
  {
    fault: 'C: answers that prove nothing count as refusals',
    patches: [
      {
        file: 'src/api/http/problem.ts',
        find: 'outcomeUnknown: changes && !provesRefusal(status)',
        instead: 'outcomeUnknown: changes && status >= 500 && provesRefusal(status - 100)',
      },
    ],
  },
  {
    fault: 'C: a redirect counts as a refusal',
    patches: [
      {
        file: 'src/api/http/answer.ts',
        find: '    status,\n    outcomeUnknown: changes !== undefined,',
        instead: '    status,\n    outcomeUnknown: false,',
      },
    ],
  },
  {
    fault: 'C: looked at once, an open outcome is settled as refused',
    patches: [
      {
        file: PUT,
        find: "const result: ChangeResult = { outcome: 'unknown', reason, ...answer };",
        instead:
          "const same = links && now && sameLinks(now, reading.current.outgoing);\n  const result: ChangeResult = { outcome: same ? 'refused' : 'unknown', reason, ...answer };",
      },
    ],
  },
  {
    fault: 'C: undo takes back what was meant',
    patches: [
      {
        file: 'src/changes/undo.ts',
        find: "if (outcome !== 'notAsSent' || !answer) return meant;",
        instead: "if (outcome !== 'notAsSent' || !answer || meant.kept >= 0) return meant;",
      },
    ],
  },
  {
    fault: 'C: dropped incoming links are not told after a failure',
    patches: [
      {
        file: PUT,
        find: "throw new EditError('notAsSent', { sourceId, links, recordId: record.id, ...lost });",
        instead: "throw new EditError('notAsSent', { sourceId, links, recordId: record.id });",
      },
    ],
  },
  {
    fault: 'C: dropped incoming links are not in the history',
    patches: [
      {
        file: PUT,
        find: '  await record.finish({ ...result, droppedIncoming });',
        instead: '  await record.finish(result);',
      },
    ],
  },
  {
    fault: 'C: a link that is listed twice makes an entry uneditable',
    patches: [
      {
        file: 'src/changes/reading.ts',
        find: 'const isSure = hasTwice(links) ? agrees && reads > 1 : pages.length <= 1 || agrees;',
        instead: 'const isSure = !hasTwice(links) && (pages.length <= 1 || agrees);',
      },
    ],
  },
  {
    fault: 'C: what another entry has already is not looked at before links are turned round',
    patches: [
      {
        file: 'src/changes/plan.ts',
        find: 'if (conflicts.length > 0) throw',
        instead: 'if (conflicts.length > 1000) throw',
      },
    ],
  },
  {
    fault: 'D: link types that were kept tell the types of links',
    patches: [
      {
        file: 'src/changes/reading.ts',
        find: 'return needsTypes(links) ? linkTypes({ ...call, fresh: true }) : known;',
        instead: 'return needsTypes(links) ? linkTypes(call) : known;',
      },
    ],
  },
  {
    fault: 'D: before-images leave the types to be told later',
    patches: [
      {
        file: 'src/changes/applyChange.ts',
        find: 'before: withTypes(before, types),',
        instead: 'before: types.length > 1e6 ? withTypes(before, types) : before,',
      },
    ],
  },
  {
    fault: 'E: the history goes by the clock',
    patches: [
      {
        file: 'src/changes/journal/lines.ts',
        find: '    ...placed.toSorted(bySequence),',
        instead: '    ...placed.toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time)),',
      },
    ],
  },
  {
    fault: 'E: the newest changes may be forgotten',
    patches: [{ file: RETENTION, find: 'if (group.isNewest && !isGoing) continue;', instead: '' }],
  },
  {
    fault: 'E: groups are torn apart',
    patches: [
      {
        file: RETENTION,
        find: 'group === undefined ? `of ${id}` : `all ${group}`',
        instead: 'group === undefined ? `of ${id}` : `of ${id} ${group}`',
      },
    ],
  },
];
