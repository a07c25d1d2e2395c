/** The page, its style and its script, as they are sent; Swagger UI itself comes from its package. */

export const REFERENCE_HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>API reference · Area Zero</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/api/v1/docs/swagger-ui.css">
<link rel="stylesheet" href="/api/v1/docs/reference.css">
<script src="/api/v1/docs/swagger-ui-bundle.js" defer></script>
<script src="/api/v1/docs/reference.js" defer></script>
</head>
<body>
<header class="portal"><a href="/">Area Zero</a><a href="/api/v1/openapi.json">openapi.json</a></header>
<main id="reference"><noscript>This page needs scripts; the description itself is openapi.json.</noscript></main>
</body>
</html>
`;

export const REFERENCE_JS = `'use strict';
// The theme that was chosen in the portal, else the system's.
const dark = matchMedia('(prefers-color-scheme: dark)');
function paint() {
  let chosen = null;
  try {
    chosen = localStorage.getItem('theme');
  } catch {
    // A browser that keeps nothing.
  }
  const isDark = chosen === 'dark' || (chosen !== 'light' && dark.matches);
  document.documentElement.classList.toggle('dark-mode', isDark);
}
paint();
dark.addEventListener('change', paint);
addEventListener('storage', paint);
// Calls go to where this page comes from, by whichever of its names: no other origin is allowed here.
fetch('/api/v1/openapi.json')
  .then((response) => response.json())
  .then((description) =>
    SwaggerUIBundle({
      spec: { ...description, servers: [{ url: '/api/v1' }] },
      dom_id: '#reference',
      presets: [SwaggerUIBundle.presets.apis],
      layout: 'BaseLayout',
      validatorUrl: null,
      deepLinking: true,
      filter: true,
      docExpansion: 'list',
      defaultModelsExpandDepth: 0,
      displayRequestDuration: true,
      persistAuthorization: false,
    }),
  )
  .catch((error) => {
    document.getElementById('reference').textContent = 'The description could not be read: ' + error.message;
  });
`;

export const REFERENCE_CSS = `body {
  margin: 0;
  font-family: ui-sans-serif, system-ui, sans-serif;
}
.portal {
  display: flex;
  justify-content: space-between;
  gap: 1rem;
  max-width: 1460px;
  box-sizing: border-box;
  margin: 0 auto;
  padding: 0.75rem 20px;
  border-bottom: 1px solid #8884;
  font-size: 0.875rem;
}
.portal a {
  color: inherit;
}
.dark-mode .portal {
  color: #e4e6e6;
}
.swagger-ui .info {
  margin: 2rem 0 0;
}
.swagger-ui .scheme-container {
  margin: 0;
  padding: 1rem 0;
  box-shadow: none;
}
.swagger-ui .servers-title,
.swagger-ui .servers {
  display: none;
}
.swagger-ui .filter .operation-filter-input {
  box-sizing: border-box;
  width: 100%;
  margin: 1rem 0;
}
/* Swagger UI's own colours of the light theme are too pale for white words on them, and as words on white. */
:root:not(.dark-mode) .swagger-ui .opblock.opblock-get .opblock-summary-method {
  background: #1763b8;
}
:root:not(.dark-mode) .swagger-ui .opblock.opblock-post .opblock-summary-method {
  background: #17724a;
}
:root:not(.dark-mode) .swagger-ui .opblock.opblock-patch .opblock-summary-method {
  background: #0f6e66;
}
:root:not(.dark-mode) .swagger-ui .opblock.opblock-delete .opblock-summary-method {
  background: #c81e1e;
}
:root:not(.dark-mode) .swagger-ui .info .title small.version-stamp,
:root:not(.dark-mode) .swagger-ui .info .title small.version-stamp pre {
  background-color: #4b6b00;
}
:root:not(.dark-mode) .swagger-ui .btn.authorize,
:root:not(.dark-mode) .swagger-ui .btn.authorize span {
  border-color: #17724a;
  color: #17724a;
}
:root:not(.dark-mode) .swagger-ui .btn.authorize svg {
  fill: #17724a;
}
.swagger-ui .response-col_links,
.swagger-ui .response-control-media-type__accept-message {
  display: none;
}
@media (max-width: 640px) {
  .swagger-ui .parameters-col_name {
    max-width: 9rem;
    overflow-wrap: anywhere;
  }
}
`;
