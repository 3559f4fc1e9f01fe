export { Marked } from './marked/marked.tsx';
export { SearchButton } from './search-button.tsx';
