import { Workbench, type LaunchOptions } from './workbench';

/**
 * Gives the tests of the enclosing `describe` one VS Code: started before them, ended after them. A failed test leaves
 * a picture and the logs in artifacts/failures.
 */
export function useWorkbench(options: LaunchOptions & { readonly suite: string }): () => Workbench {
  let workbench: Workbench | undefined;

  before(async () => {
    workbench = await Workbench.launch(options);
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    // A page that is gone gives no picture; the failure itself is what counts.
    await workbench?.keepEvidence(fileName(this.currentTest.titlePath())).catch(console.error);
  });
  after(() => workbench?.close());

  return () => {
    if (!workbench) throw new Error('The workbench exists only inside tests and hooks.');
    return workbench;
  };
}

function fileName(titles: readonly string[]): string {
  return titles.join(' ').replace(/[^\p{L}\p{N}]+/gu, '-');
}
