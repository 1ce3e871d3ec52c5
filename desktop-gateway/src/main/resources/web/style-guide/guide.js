import { theme } from '/shared/view.js';

theme.restore();
document.getElementById('theme').addEventListener('click', () => theme.toggle());
