export { MyProjects } from './submission/my-projects.tsx';
