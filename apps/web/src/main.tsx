import '@fontsource-variable/inter';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app.tsx';
import { startI18n } from './i18n/index.ts';
import { askAgain } from './lib/ask-again.ts';
import { SocketProvider } from './lib/socket.tsx';
import './ui/tokens.css';
import './ui/base.css';

const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 10_000, ...askAgain } } });

await startI18n();
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <BrowserRouter>
        <SocketProvider>
          <App />
        </SocketProvider>
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
);
