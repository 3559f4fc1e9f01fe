export { Marked } from './marked.tsx';
export { SearchButton } from './search-button.tsx';
