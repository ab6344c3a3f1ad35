export { previewReview, previewReviews, showSides } from './previews';
export { registerDocuments, showLinks, showReport, shownReport } from './virtualDocuments';
