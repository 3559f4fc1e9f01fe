import { Suspense, type ComponentType } from 'react';
import { Route, Routes } from 'react-router';
import { Shell } from './features/shell/shell.tsx';
import type { Route as PageRoute } from './routes.ts';
import { PageSkeleton } from './ui/states.tsx';

/** The pages that there are, each at its address. */
export function App({ pages }: { pages: [PageRoute, ComponentType][] }) {
  const drawn = (bare: boolean) =>
    pages
      .filter(([route]) => (route.bare ?? false) === bare)
      .map(([{ path }, Page]) => <Route key={path} path={path} element={<Page />} />);
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Routes>
        {drawn(true)}
        <Route element={<Shell />}>{drawn(false)}</Route>
      </Routes>
    </Suspense>
  );
}
