export { previewReview, previewReviews, showSides } from './previews';
export { registerDocuments, showReport, shownReport } from './virtualDocuments';
