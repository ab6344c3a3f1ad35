import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CONTEXT_KEYS, COMMANDS, PANELS, SETTINGS, VIEWS } from '../../../src/host/ids';

interface MenuItem {
  command: string;
  when?: string;
}

interface Manifest {
  activationEvents: string[];
  contributes: {
    commands: { command: string; title: string; category?: string; enablement?: string }[];
    menus: Record<string, MenuItem[]>;
    keybindings: MenuItem[];
    views: Record<string, { id: string }[]>;
    viewsWelcome: { when: string; contents: string }[];
    configuration: { properties: Record<string, unknown> };
  };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const { contributes } = manifest;
const ids: string[] = Object.values(COMMANDS).toSorted();

describe('package.json and the code', () => {
  it('declare the same commands, each with a title and the category', () => {
    assert.deepEqual(contributes.commands.map(({ command }) => command).toSorted(), ids);
    for (const { command, title, category } of contributes.commands) {
      assert.ok(title.length > 0, `${command} has no title`);
      assert.equal(category, 'Laserfiche', command);
    }
  });

  it('use only declared commands in menus, keybindings and welcome texts', () => {
    const items = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
    const linked = contributes.viewsWelcome.flatMap(({ contents }) =>
      [...contents.matchAll(/command:([\w.]+)/g)].map((match) => match[1]),
    );
    const used = [...items.map(({ command }) => command), ...linked];
    assert.ok(linked.length >= 2);
    assert.deepEqual(
      used.filter((command) => command === undefined || !ids.includes(command)),
      [],
    );
  });

  it('agree on the view, the form, context keys and settings', () => {
    assert.deepEqual(
      Object.values(contributes.views)
        .flat()
        .map(({ id }) => id),
      Object.values(VIEWS),
    );
    assert.ok(manifest.activationEvents.includes(`onWebviewPanel:${PANELS.assignLinks}`));
    const whens = JSON.stringify([contributes.commands, contributes.menus, contributes.viewsWelcome]);
    for (const key of Object.values(CONTEXT_KEYS)) assert.ok(whens.includes(key), `${key} is never used`);
    const { section, ...names } = SETTINGS;
    const declared = Object.keys(contributes.configuration.properties).toSorted();
    assert.deepEqual(
      declared,
      Object.values(names)
        .map((name) => `${section}.${name}`)
        .toSorted(),
    );
  });

  it('disable what writes links while the setting says read-only', () => {
    const disabled = contributes.commands.flatMap(({ command, enablement }) =>
      enablement === `!${CONTEXT_KEYS.readOnly}` ? [command] : [],
    );
    const writing = [
      COMMANDS.addLinks,
      COMMANDS.removeLinks,
      COMMANDS.removeAllLinks,
      COMMANDS.changeLinkType,
      COMMANDS.swapLinkDirection,
      COMMANDS.editLinkProperties,
      COMMANDS.moveLinks,
      COMMANDS.copyLinksFrom,
      COMMANDS.linkFromSelected,
      COMMANDS.undoLastLinkChange,
    ];
    assert.deepEqual(disabled.toSorted(), writing.toSorted());
  });

  it('never activates at start-up', () => {
    assert.deepEqual(
      manifest.activationEvents.filter((event) => event === '*' || event === 'onStartupFinished'),
      [],
    );
  });
});
