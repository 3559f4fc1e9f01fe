import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { SignInPage } from './features/accounts/sign-in-page.tsx';
import { HomePage } from './features/home/home-page.tsx';
import { MinePage } from './features/mine/mine-page.tsx';
import { ProgrammePage } from './features/programme/programme-page.tsx';
import { ProjectPage } from './features/projects/project-page.tsx';
import { ProjectsPage } from './features/projects/projects-page.tsx';
import { NotFoundPage } from './features/shell/not-found-page.tsx';
import { Shell } from './features/shell/shell.tsx';
import { WallPage } from './features/wall/wall-page.tsx';
import { Skeleton } from './ui/states.tsx';

// Pages with video load the media client; the others do without it.
const SessionPage = lazy(() => import('./features/session/session-page.tsx'));
const CheckPage = lazy(() => import('./features/session/check/check-page.tsx'));
const ArrivePage = lazy(() => import('./features/session/arrive-page.tsx'));
const HallPage = lazy(() => import('./features/session/hall-page.tsx'));
const ReplayPage = lazy(() => import('./features/replay/replay-page.tsx'));
const ReplaysPage = lazy(() => import('./features/replay/replays-page.tsx'));
const RecordPage = lazy(() => import('./features/session/record-page.tsx'));
const ControlRoomPage = lazy(() => import('./features/session/console/control-room-page.tsx'));
const NegotiationPage = lazy(() => import('./features/negotiation/negotiation-page.tsx'));
const EditionsPage = lazy(() => import('./features/prepare/editions-page.tsx'));
const WorkspacePage = lazy(() => import('./features/prepare/workspace-page.tsx'));
const SetupPage = lazy(() => import('./features/prepare/setup-page.tsx'));
const SelectionPage = lazy(() => import('./features/selection/selection-page.tsx'));
const SubmitPage = lazy(() => import('./features/selection/submit-page.tsx'));
const DeskPage = lazy(() => import('./features/desk/desk-page.tsx'));
const CeremonyPage = lazy(() => import('./features/desk/ceremony-page.tsx'));
const RegisterPage = lazy(() => import('./features/desk/register-page.tsx'));
const TablesPage = lazy(() => import('./features/meetings/tables-page.tsx'));
const CheckInPage = lazy(() => import('./features/meetings/check-in-page.tsx'));
const AgreementPage = lazy(() => import('./features/agreements/agreement-page.tsx'));
const VerifyPage = lazy(() => import('./features/verify/verify-page.tsx'));

export function App() {
  return (
    <Suspense fallback={<Skeleton height={400} />}>
      <Routes>
        <Route path="/wall" element={<WallPage />} />
        <Route path="/record/:id" element={<RecordPage />} />
        <Route element={<Shell />}>
          <Route index element={<HomePage />} />
          <Route path="/programme" element={<ProgrammePage />} />
          <Route path="/sessions/:id" element={<SessionPage />} />
          <Route path="/sessions/:id/arrive/:code" element={<ArrivePage />} />
          <Route path="/sessions/:id/hall" element={<HallPage />} />
          <Route path="/replays" element={<ReplaysPage />} />
          <Route path="/sessions/:id/replay" element={<ReplayPage />} />
          <Route path="/check" element={<CheckPage />} />
          <Route path="/control" element={<ControlRoomPage />} />
          <Route path="/projects" element={<ProjectsPage />} />
          <Route path="/projects/:id" element={<ProjectPage />} />
          <Route path="/sign-in" element={<SignInPage />} />
          <Route path="/mine" element={<MinePage />} />
          <Route path="/negotiations/:id" element={<NegotiationPage />} />
          <Route path="/prepare" element={<EditionsPage />} />
          <Route path="/prepare/:edition" element={<WorkspacePage />} />
          <Route path="/prepare/:edition/setup" element={<SetupPage />} />
          <Route path="/prepare/:edition/selection" element={<SelectionPage />} />
          <Route path="/submit" element={<SubmitPage />} />
          <Route path="/desk" element={<DeskPage />} />
          <Route path="/desk/ceremony" element={<CeremonyPage />} />
          <Route path="/desk/tables" element={<TablesPage />} />
          <Route path="/check-in/:token" element={<CheckInPage />} />
          <Route path="/desk/register" element={<RegisterPage />} />
          <Route path="/agreements/:id" element={<AgreementPage />} />
          <Route path="/verify" element={<VerifyPage />} />
          <Route path="/verify/:number" element={<VerifyPage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Routes>
    </Suspense>
  );
}
