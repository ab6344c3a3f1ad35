export { registerAssignLinksForms, type AssignLinksForms, type OpenForm } from './assignLinks/forms';
