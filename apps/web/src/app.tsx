import { Suspense, type ComponentType } from 'react';
import { Outlet, Route, Routes, useLocation, useParams } from 'react-router';
import { PageBoundary } from './features/shell/page-boundary.tsx';
import { Shell } from './features/shell/shell.tsx';
import type { Route as PageRoute } from './routes.ts';
import { PageSkeleton } from './ui/feedback/states.tsx';

/** The pages that there are, each at its address. */
export function App({ pages }: { pages: [PageRoute, ComponentType][] }) {
  const { pathname } = useLocation();
  const missing = pages.find(([{ path }]) => path === '*')?.[1];
  const drawn = (bare: boolean) =>
    pages
      .filter(([route]) => (route.bare ?? false) === bare)
      .map(([{ path }, Page]) => <Route key={path} path={path} element={<Named page={Page} missing={missing} />} />);
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

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A page, unless its address names something by what cannot be an id: then there is none. */
function Named({ page: Page, missing: Missing }: { page: ComponentType; missing: ComponentType | undefined }) {
  const { id, edition } = useParams();
  const isNone = [id, edition].some((named) => named !== undefined && !UUID.test(named));
  return isNone && Missing ? <Missing /> : <Page />;
}
