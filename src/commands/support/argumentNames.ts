import type { CommandArguments } from '../../ui';

/** Names of the properties of every member of a union. */
type NamesOf<T> = T extends unknown ? keyof T : never;

/** What argument objects may hold, by command: a name that is none of these is a slip, and never passed over. */
export const ARGUMENT_NAMES: {
  readonly [Command in keyof CommandArguments]: Readonly<Record<NamesOf<CommandArguments[Command]>, true>>;
} = {
  'laserficheLinks.addConnection': {
    kind: true,
    name: true,
    repoId: true,
    baseUrl: true,
    username: true,
    password: true,
    accessKey: true,
    servicePrincipalKey: true,
    domain: true,
    clientId: true,
    port: true,
    signInOrigin: true,
  },
  'laserficheLinks.editConnection': {
    connectionId: true,
    name: true,
    repoId: true,
    baseUrl: true,
    username: true,
    password: true,
    accessKey: true,
    servicePrincipalKey: true,
    domain: true,
    clientId: true,
    port: true,
    signInOrigin: true,
  },
  'laserficheLinks.renameConnection': { connectionId: true, name: true },
  'laserficheLinks.duplicateConnection': { connectionId: true, name: true },
  'laserficheLinks.moveConnection': { connectionId: true, to: true },
  'laserficheLinks.testConnection': { connectionId: true },
  'laserficheLinks.exportConnections': { file: true },
  'laserficheLinks.importConnections': { file: true, json: true },
  'laserficheLinks.signIn': {
    connectionId: true,
    password: true,
    accessKey: true,
    servicePrincipalKey: true,
  },
  'laserficheLinks.signOut': { connectionId: true },
  'laserficheLinks.getLinks': { connectionId: true, entryId: true },
  'laserficheLinks.addLinks': {
    connectionId: true,
    sourceId: true,
    sourceIds: true,
    links: true,
    pairs: true,
  },
  'laserficheLinks.removeLinks': {
    connectionId: true,
    sourceId: true,
    sourceIds: true,
    links: true,
    pairs: true,
  },
  'laserficheLinks.assignLinks': { connectionId: true, sourceId: true, links: true },
  'laserficheLinks.removeAllLinks': { connectionId: true, sourceId: true },
  'laserficheLinks.changeLinkType': { connectionId: true, sourceId: true, links: true, linkTypeId: true },
  'laserficheLinks.swapLinkDirection': { connectionId: true, sourceId: true, links: true },
  'laserficheLinks.moveLinks': { connectionId: true, sourceId: true, links: true, targetId: true },
  'laserficheLinks.editLinkProperties': {
    connectionId: true,
    sourceId: true,
    links: true,
    set: true,
    remove: true,
  },
  'laserficheLinks.copyLinksFrom': { connectionId: true, sourceId: true, fromId: true, links: true },
  'laserficheLinks.selectLinkSource': { connectionId: true, entryIds: true },
  'laserficheLinks.linkFromSelected': { connectionId: true, targetIds: true, linkTypeId: true },
  'laserficheLinks.loadMore': { connectionId: true, folderId: true },
  'laserficheLinks.loadAll': { connectionId: true, folderId: true },
  'laserficheLinks.filterInFolder': { connectionId: true, folderId: true, text: true },
  'laserficheLinks.clearFilter': { connectionId: true, folderId: true },
  'laserficheLinks.revealEntry': { connectionId: true, entryId: true },
  'laserficheLinks.removeConnection': { connectionId: true },
  'laserficheLinks.resetSandbox': {},
  'laserficheLinks.previewChange': { connectionId: true, sourceId: true, add: true, remove: true },
  'laserficheLinks.undoLastLinkChange': { connectionId: true, changeId: true },
  'laserficheLinks.showLinkHistory': { connectionId: true, entryId: true },
  'laserficheLinks.connectionActions': { connectionId: true },
  'laserficheLinks.diagnoseConnection': { connectionId: true, show: true },
  'laserficheLinks.toggleReadOnly': { connectionId: true, readOnly: true },
};

/** Whether a command has an argument object. */
export function takesArguments(command: string): command is keyof CommandArguments {
  return Object.hasOwn(ARGUMENT_NAMES, command);
}
