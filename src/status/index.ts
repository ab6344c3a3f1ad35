export { actionsOf, type ConnectionAction } from './actions';
export { showStatus, type Status } from './statusBar';
