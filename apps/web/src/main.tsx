import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import i18next from 'i18next';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app.tsx';
import { TextsUnavailable } from './features/shell/texts-unavailable.tsx';
import { startI18n } from './i18n/index.ts';
import { retryPolicy } from './lib/api/retry-policy.ts';
import { askMeFirst } from './lib/account/me.ts';
import { retranslateProblems } from './lib/api/retranslate-problems.ts';
import { SocketProvider } from './lib/realtime/socket.tsx';
import { loadPages } from './pages.tsx';
import './ui/theme/fonts.css';
import './ui/theme/tokens.css';
import './ui/theme/base.css';

let hasTexts = true;
const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 10_000, ...retryPolicy } } });
i18next.on('languageChanged', retranslateProblems(queries));

const started = startI18n().catch(() => void (hasTexts = false));
const [pages] = await Promise.all([loadPages(location.pathname), started, askMeFirst(queries)]);
const root = document.getElementById('root') as HTMLElement;
root.inert = false;
delete root.dataset.prerendered;
createRoot(root).render(
  <StrictMode>
    {hasTexts ? (
      <QueryClientProvider client={queries}>
        <BrowserRouter>
          <SocketProvider>
            <App pages={pages} />
          </SocketProvider>
        </BrowserRouter>
      </QueryClientProvider>
    ) : (
      <TextsUnavailable />
    )}
  </StrictMode>,
);
