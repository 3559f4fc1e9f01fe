export { MyProjects } from './my-projects.tsx';
