import { keyOf, type LinkView } from '../domain';

/** Id of the invisible row that the connections stand below. */
export const ROOT_ID = '';

/** Id of the root folder of every repository. */
export const ROOT_FOLDER_ID = 1;

/** Path of the root folder. */
export const ROOT_PATH = '\\';

/** The id of a row: the path of segments from the root. A segment is free of slashes. */
export function childId(parentId: string, segment: string): string {
  return `${parentId}/${segment}`;
}

/** The id of the row above. */
export function parentIdOf(id: string): string {
  return id.slice(0, id.lastIndexOf('/'));
}

/** Whether a row is `ancestorId` itself or stands somewhere below it. */
export function isWithin(id: string, ancestorId: string): boolean {
  return id === ancestorId || id.startsWith(`${ancestorId}/`);
}

/** Segment of a link: direction, other entry and type; a server that leaves the type out is told apart by labels. */
export function linkSegment({ link, direction, otherId, ownLabel, otherLabel }: LinkView): string {
  const type = link.linkTypeId;
  return type === undefined
    ? `${direction}-${otherId}-${ownLabel}-${otherLabel}`.replaceAll('/', '%2F')
    : `${direction}-${keyOf({ targetId: otherId, linkTypeId: type })}`;
}
