export type { AssignLinksForms, OpenForm } from './assignLinks/forms';
export { createAssignLinksForms } from './assignLinks/lazyForms';
