import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { commands } from '../../../src/commands/registry';
import { CONTEXT_KEYS, COMMANDS, PANELS, SETTINGS, VIEWS, WALKTHROUGH } from '../../../src/ui/ids';

interface MenuItem {
  command?: string;
  submenu?: string;
  when?: string;
}

interface Step {
  id: string;
  description: string;
  media: { svg: string; altText: string };
  completionEvents: string[];
}

interface Manifest {
  name: string;
  publisher: string;
  activationEvents: string[];
  contributes: {
    commands: { command: string; title: string; category?: string; enablement?: string }[];
    submenus: { id: string; label: string }[];
    menus: Record<string, MenuItem[]>;
    keybindings: MenuItem[];
    views: Record<string, { id: string }[]>;
    viewsWelcome: { when: string; contents: string }[];
    walkthroughs: { id: string; steps: Step[] }[];
    configuration: { properties: Record<string, { scope?: string }> };
  };
}

const written = readFileSync('package.json', 'utf8');
const texts = new Map(
  Object.entries(JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>),
);
/** As VS Code reads it, with the texts in place of their keys. */
const manifest = JSON.parse(
  written.replaceAll(/"%([\w.-]+)%"/g, (whole, key: string) => {
    const text = texts.get(key);
    return text === undefined ? whole : JSON.stringify(text);
  }),
) as Manifest;
const { contributes } = manifest;
const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const ids: string[] = Object.values(COMMANDS).toSorted();

const PACKED = readFileSync('.vscodeignore', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1).replaceAll('.', '\\.').replaceAll('*', '[^/]*'))
  .map((pattern) => new RegExp(`^${pattern.replaceAll('[^/]*[^/]*', '.*')}$`));
const isPacked = (file: string): boolean => PACKED.some((pattern) => pattern.test(file));

/** VS Code's own command, for which the tree has a key. */
const VSCODES_FIND = 'list.find';

describe('package.json and the code', () => {
  it('declare the same commands, each with a title and the category', () => {
    assert.deepEqual(contributes.commands.map(({ command }) => command).toSorted(), ids);
    for (const { command, title, category } of contributes.commands) {
      assert.ok(title.length > 0, `${command} has no title`);
      assert.equal(category, 'Laserfiche', command);
    }
  });

  it('have each command once in the registry, under the same title', () => {
    const declared = contributes.commands.map(({ command, title }) => [command, title] as const);
    assert.deepEqual(commands.map(({ id, title }) => [id, title]).toSorted(), declared.toSorted());
  });

  it('have each text that people read once, in package.nls.json and in the package', () => {
    const keys = [...written.matchAll(/"%([\w.-]+)%"/g)].map((match) => match[1] ?? '');
    assert.deepEqual(keys.toSorted(), [...texts.keys()].toSorted());
    assert.ok(isPacked('package.nls.json'));
  });

  it('have every picture that is shown in the package', () => {
    const pictures = JSON.stringify(manifest).match(/media\/[\w./-]+/g) ?? [];
    assert.ok(pictures.length > 5);
    assert.deepEqual(
      pictures.filter((file) => !existsSync(file) || !isPacked(file)),
      [],
    );
  });

  it('have what the form loads in the package', () => {
    const panel = readFileSync('src/webviews/assignLinks/panel.ts', 'utf8');
    const files = panel.match(/(?:dist|media)\/[\w/-]+\.\w+/g) ?? [];
    assert.ok(files.length >= 4);
    assert.deepEqual(
      files.filter((file) => !isPacked(file)),
      [],
    );
  });

  it('use only declared commands in menus, keybindings and welcome texts', () => {
    const items = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].filter(
      ({ submenu }) => submenu === undefined,
    );
    const linking = [
      ...contributes.viewsWelcome.map(({ contents }) => contents),
      ...steps.map(({ description }) => description),
    ];
    const linked = linking.flatMap((text) =>
      [...text.matchAll(/command:([\w.]+)/g)].map((match) => match[1]),
    );
    const used = [...items.map(({ command }) => command), ...linked];
    assert.ok(linked.length >= 2);
    assert.deepEqual(
      used.filter((command) => command === undefined || ![...ids, VSCODES_FIND].includes(command)),
      [],
    );
  });

  it('show each submenu somewhere, and fill it', () => {
    const shown = Object.values(contributes.menus)
      .flat()
      .flatMap(({ submenu }) => submenu ?? []);
    for (const { id, label } of contributes.submenus) {
      assert.ok(label.length > 0 && !label.includes('%'), id);
      assert.ok(shown.includes(id), `${id} is not in any menu`);
      assert.ok((contributes.menus[id] ?? []).length > 0, `${id} is empty`);
    }
    assert.ok(shown.every((id) => contributes.submenus.some((submenu) => submenu.id === id)));
  });

  it('agree on the view, the form, context keys and settings', () => {
    assert.deepEqual(
      Object.values(contributes.views)
        .flat()
        .map(({ id }) => id),
      Object.values(VIEWS),
    );
    assert.ok(manifest.activationEvents.includes(`onWebviewPanel:${PANELS.assignLinks}`));
    const whens = JSON.stringify([
      contributes.commands,
      contributes.menus,
      contributes.viewsWelcome,
      contributes.views,
      steps,
    ]);
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
      COMMANDS.undoChange,
      COMMANDS.restoreLinks,
      COMMANDS.restoreIncomingLinks,
    ];
    assert.deepEqual(disabled.toSorted(), writing.toSorted());
  });

  it('walk a newcomer through at most five steps, each of which completes by itself', () => {
    const [walkthrough] = contributes.walkthroughs;
    assert.equal(`${manifest.publisher}.${manifest.name}#${walkthrough?.id}`, WALKTHROUGH);
    assert.ok(steps.length > 0 && steps.length <= 5);
    const keys: string[] = Object.values(CONTEXT_KEYS);
    for (const { id, description, media, completionEvents } of steps) {
      const [, key = ''] = /^onContext:(.+)$/.exec(completionEvents.join()) ?? [];
      assert.ok(keys.includes(key), `${id} waits for nothing that is told`);
      assert.match(description, /\(command:/, id);
      assert.ok(media.altText.length > 10, id);
    }
  });

  it('draw the walkthrough in colours of the theme, with nothing that runs or loads', () => {
    for (const { media } of steps) {
      const svg = readFileSync(media.svg, 'utf8');
      const colours = [...svg.matchAll(/(?:fill|stroke)="([^"]*)"/g)].map((match) => match[1] ?? '');
      assert.ok(colours.length > 5, media.svg);
      assert.deepEqual(
        colours.filter((colour) => !/^(none|var\(--vscode-.+\))$/.test(colour)),
        [],
        media.svg,
      );
      assert.doesNotMatch(svg, /style=|<style|<script|href|url\(/, media.svg);
    }
  });

  it('let no workspace change a setting that guards', () => {
    const { properties } = contributes.configuration;
    const own = Object.keys(properties).filter((key) => properties[key]?.scope !== 'application');
    assert.deepEqual(own, ['laserficheLinks.pageSize']);
  });

  it('never activates at start-up', () => {
    assert.deepEqual(
      manifest.activationEvents.filter((event) => event === '*' || event === 'onStartupFinished'),
      [],
    );
  });
});
