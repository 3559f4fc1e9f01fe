import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageUnavailable } from '../../lib/page-unavailable.ts';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/feedback/states.tsx';

interface Props {
  /** The page's address: another one is another attempt. */
  at: string;
  children: ReactNode;
}

interface State {
  at: string;
  error: unknown;
}

/** Shows in the place of a page that could not be fetched how to try again; the header and the other pages stay. */
export class PageBoundary extends Component<Props, State> {
  override state: State = { at: this.props.at, error: null };

  static getDerivedStateFromProps({ at }: Props, state: State): State | null {
    return at === state.at ? null : { at, error: null };
  }

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (!(error instanceof PageUnavailable)) throw error;
    return <NotFetched error={error} />;
  }
}

function NotFetched({ error }: { error: unknown }) {
  const { t } = useTranslation('common');
  return (
    <Page title={t('errorTitle')} frame="reading">
      {/* Browsers keep in mind that a module failed: only a new visit fetches it again. */}
      <Failure error={error} retry={() => location.reload()} />
    </Page>
  );
}
