/**
 * The bound of an LRUCache by its number of entries. For `max`, lru-cache takes the memory of all of them at once:
 * 50,000 cost the start of a node 7 ms.
 */
export const entries = (count: number) => ({ maxSize: count, sizeCalculation: () => 1 });
