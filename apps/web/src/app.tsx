import { Suspense, type ComponentType } from 'react';
import { Outlet, Route, Routes, useLocation } from 'react-router';
import { PageBoundary } from './features/shell/page-boundary.tsx';
import { Shell } from './features/shell/shell.tsx';
import type { Route as PageRoute } from './routes.ts';
import { PageSkeleton } from './ui/states.tsx';

/** The pages that there are, each at its address. */
export function App({ pages }: { pages: [PageRoute, ComponentType][] }) {
  const { pathname } = useLocation();
  const drawn = (bare: boolean) =>
    pages
      .filter(([route]) => (route.bare ?? false) === bare)
      .map(([{ path }, Page]) => <Route key={path} path={path} element={<Page />} />);
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Routes>
        <Route
          element={
            <PageBoundary at={pathname}>
              <Outlet />
            </PageBoundary>
          }
        >
          {drawn(true)}
        </Route>
        <Route element={<Shell />}>{drawn(false)}</Route>
      </Routes>
    </Suspense>
  );
}
