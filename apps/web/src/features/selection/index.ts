export { MyProjects } from './submission/my-projects.tsx';
export { DeckUpload } from './submission/deck-status.tsx';
