export { previewReviews, showSides, previewReview, registerPreviews } from './previews';
export { registerReports } from './reports';
