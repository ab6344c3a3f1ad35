import type * as vscode from 'vscode';
import { Lazy } from '../ui';
import type { AssignLinksForms } from './assignLinks/forms';
import type { FormDeps } from './assignLinks/actions';

export type { AssignLinksForms, OpenForm } from './assignLinks/forms';
export { type ReportChange, ReportPanels, type ReportSource } from './auditReport/panel';
export type { ExportFormat, ReportHead, ReportProgress, ReportRow } from './auditReport/protocol';

/** The forms, whose code is loaded with the first of them. */
export function createAssignLinksForms(
  extensionUri: vscode.Uri,
  /** `storage`: the folder in which drafts are kept. */
  deps: FormDeps & { readonly storage: vscode.Uri },
): AssignLinksForms {
  const forms = new Lazy(async () => (await import('./assignLinks/forms')).openedForms(extensionUri, deps));
  return {
    onDidShow: forms.event(({ onDidShow }) => onDidShow),
    open: async (args) => (await forms.get()).open(args),
    reopen: async (args) => (await forms.get()).reopen(args),
    unsent: async () => (await forms.get()).unsent(),
    restore: (panel, state) => forms.use((loaded) => loaded.restore(panel, state)),
    dispose: () => forms.dispose(),
  };
}
