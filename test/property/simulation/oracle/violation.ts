/** The promises, by name. */
export const INVARIANTS = {
  lostLink: 'A link of somebody else was lost that was there before the guard of our PUT.',
  staleGuard: 'A PUT was sent on the ground of a reading older than a second.',
  unapproved: 'What was sent is not what was approved, merged into what was read.',
  overlapSent: 'Somebody else had changed the same link, and it was overwritten without a question.',
  sideBySide: 'Two of ours changed the same entry at the same time.',
  noLock: 'A PUT was sent while the entry was not locked.',
  noBeforeImage: 'A PUT was sent without a before-image on disk.',
  noWayBack: 'The before-image of a PUT that took effect does not lead back.',
  wrongRepository: 'Something was sent to another repository than it was made for.',
  undoTooMuch: 'An undo changed links that its change had not touched.',
  historyHole: 'A change that took effect is missing in the history, although an older one is there.',
  historyOrder: 'The history lists changes in another order than they happened.',
  historyFalse: 'The history says of a change what is not so.',
  historyTooBig: 'The history grows far beyond its limit.',
  falseSent: 'A change is said to be written, and the links were not what its plan says.',
  falseNothing: 'It was said that nothing was written, and it was.',
  falseUnknown: 'It is said that nobody knows what was written, although the answer proved it.',
  untoldLoss: 'A PUT dropped incoming links, and nobody was told.',
  unhandled: 'A rejection was not handled.',
  stuck: 'An action does not come to an end.',
  uneditable: 'An entry can not be edited any more.',
} as const;

export type Invariant = keyof typeof INVARIANTS;

/** A promise that was broken. */
export class Violation extends Error {
  constructor(
    readonly invariant: Invariant,
    readonly story: string,
  ) {
    super(`${invariant}: ${INVARIANTS[invariant]} ${story}`);
    this.name = 'Violation';
  }
}
