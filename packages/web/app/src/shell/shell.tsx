import { Suspense, useState, type ReactElement } from 'react';
import { Outlet, useLocation } from 'react-router';
import { useTailWidth } from '../parts/won.js';
import { PrintHead } from '../print/print-head.js';
import { SignInAgain } from '../session/sign-in-again.js';
import { useFreshFacts } from './facts.js';
import { ErrorBoundary } from './error-boundary.js';
import { Finder } from './finder.js';
import { Help } from './help.js';
import { Nav } from './nav.js';
import { StatusLine } from './status-line.js';
import { TopBar } from './top-bar.js';
import { useOfflineGlyphs } from './use-offline-glyphs.js';
import { useKey } from './use-key.js';

/** What surrounds every screen: menu, top bar, status line. */
export function Shell(): ReactElement {
  const [isFinding, setFinding] = useState(false);
  const [isHelping, setHelping] = useState(false);
  const { pathname } = useLocation();
  useFreshFacts();
  useTailWidth();
  useOfflineGlyphs();
  useKey('find', () => setFinding(true));
  useKey('help', () => setHelping(!isHelping));
  return (
    <div className="shell">
      <Nav />
      <TopBar onFind={() => setFinding(true)} />
      <main className="main" id="main">
        <PrintHead />
        <SignInAgain />
        <ErrorBoundary key={pathname}>
          <Suspense fallback={null}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
        {isFinding && <Finder onClose={() => setFinding(false)} />}
        {isHelping && <Help onClose={() => setHelping(false)} />}
      </main>
      <StatusLine />
    </div>
  );
}
