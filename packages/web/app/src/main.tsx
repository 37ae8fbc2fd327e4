import '@fontsource-variable/noto-sans-kr/index.css';
import './style/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { startDensity } from './grid/preferences.js';
import { startTheme } from './shell/theme.js';
import { startText } from './text/i18n.js';

startTheme();
startDensity();
startText();

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
