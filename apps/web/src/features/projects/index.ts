export { Cover } from './cover/cover.tsx';
export { FavouriteButton } from './favourites/favourite-button.tsx';
export { useCarryOver } from './favourites/use-carry-over.ts';
export { useFavourites } from './favourites/use-favourites.ts';
