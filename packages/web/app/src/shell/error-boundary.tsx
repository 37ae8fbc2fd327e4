import { Component, type ReactElement, type ReactNode } from 'react';
import { Button } from '../parts/button.js';
import { useText } from '../text/use-text.js';

interface Props {
  readonly children: ReactNode;
}

/** A screen that failed says so and leaves the rest of the program usable. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? (
      <Failed again={() => this.setState({ failed: false })} />
    ) : (
      this.props.children
    );
  }
}

function Failed({ again }: { again: () => void }): ReactElement {
  const { t } = useText();
  return (
    <div className="broken" role="alert">
      <h1>{t('failed.title')}</h1>
      <p className="second">{t('failed.next')}</p>
      <p className="bunch">
        <Button onClick={again}>{t('failed.again')}</Button>
        <Button onClick={() => location.reload()}>{t('failed.reload')}</Button>
      </p>
    </div>
  );
}
