import { render } from 'preact';
import { setLanguage } from '../../shared/language';
import type { AppMessage, HostMessage, ReportView } from '../protocol';
import { FIRST_VIEW } from '../protocol';
import { App } from './App';
import type { PageState } from './view';

interface VsCodeApi {
  postMessage(message: AppMessage): void;
  getState(): unknown;
  setState(state: ReportView): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();
const root = document.getElementById('app');
let state: PageState = {
  head: undefined,
  rows: [],
  mended: new Set(),
  progress: undefined,
  view: keptView(api.getState()),
};

window.addEventListener('message', ({ data }: MessageEvent<HostMessage>) => receive(data));
draw();
api.postMessage({ type: 'ready' });

function receive(message: HostMessage): void {
  switch (message.type) {
    case 'language':
      setLanguage(message.language);
      break;
    case 'report':
      state = { ...state, head: message.head, rows: message.rows, mended: new Set() };
      break;
    case 'rows':
      state = { ...state, rows: [...state.rows, ...message.rows] };
      break;
    case 'mended':
      state = { ...state, mended: new Set([...state.mended, ...message.ids]) };
      break;
    case 'restored': {
      const back = new Set(message.ids);
      state = { ...state, mended: new Set([...state.mended].filter((id) => !back.has(id))) };
      break;
    }
    case 'progress':
      state = { ...state, progress: message.progress };
      break;
  }
  draw();
}

function look(view: ReportView): void {
  state = { ...state, view };
  api.setState(view);
  draw();
}

function draw(): void {
  if (root) render(<App state={state} look={look} post={(message) => api.postMessage(message)} />, root);
}

/** How somebody looked at it before the page was hidden or the window reloaded. */
function keptView(kept: unknown): ReportView {
  if (typeof kept !== 'object' || kept === null || !('version' in kept) || kept.version !== 1)
    return FIRST_VIEW;
  const { text, hidden, sort, isDescending } = kept as Partial<ReportView>;
  return {
    version: 1,
    text: typeof text === 'string' ? text : '',
    hidden: Array.isArray(hidden) ? hidden.filter((one): one is string => typeof one === 'string') : [],
    sort: sort === 'entry' || sort === 'link' || sort === 'why' ? sort : 'check',
    isDescending: isDescending === true,
  };
}
