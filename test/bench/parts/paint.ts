import type { Workbench } from '../../e2e/support/workbench';
import { nextClick, whenDrawn } from '../host/rows';
import { withWindow, type Probe } from '../host/window';
import type { Figure } from '../support/figure';
import { summary } from '../support/samples';

const STARTS = 5;
/** A folder of the sandbox. */
const FOLDER = 'Email';
const WHAT = 'first paint of the tree after Open Sandbox Repository';

/**
 * The first thing that a person does in a fresh window: from the click on *Open* until folders are drawn. Once as soon
 * as the button is there, when VS Code itself still starts (whatever extensions run then waits for that); and once
 * after that, which is what the product takes.
 */
export async function measureFirstPaint(): Promise<readonly Figure[]> {
  const starting: number[] = [];
  const started: number[] = [];
  for (let round = 0; round < STARTS; round += 1) {
    starting.push(await withWindow({}, (workbench) => open(workbench)));
    started.push(await withWindow({}, open));
  }
  return [
    { what: `${WHAT}, while VS Code starts`, unit: 'ms', ...summary(starting) },
    { what: `${WHAT}, once it has started`, unit: 'ms', ...summary(started) },
  ];
}

async function open(workbench: Workbench, probe?: Probe): Promise<number> {
  await workbench.openContainer('Laserfiche');
  const button = workbench.tree('Repository').welcomeButton('Open Sandbox Repository');
  await button.waitFor();
  // The probe is activated last of all.
  await probe?.('watchLoop');
  const clicked = await nextClick(workbench.page);
  const drawn = whenDrawn(workbench.page, FOLDER);
  await button.click();
  return (await drawn) - (await clicked());
}
