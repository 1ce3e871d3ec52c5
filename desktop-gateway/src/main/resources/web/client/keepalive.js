/**
 * A timer that hidden tabs do not slow down: browsers let a hidden page's timers fire once a minute,
 * which is longer than the gateway waits for a sign of life, but leave those of a worker alone.
 *
 * @param {number} everyMs
 * @param {() => void} tick
 * @returns {() => void} stops it
 */
export function every(everyMs, tick) {
  if (typeof Worker === 'function' && typeof document !== 'undefined') {
    const worker = new Worker(new URL('./keepalive-worker.js', import.meta.url), { type: 'module' });
    worker.onmessage = tick;
    worker.postMessage(everyMs);
    return () => worker.terminate();
  }
  const timer = setInterval(tick, everyMs);
  return () => clearInterval(timer);
}
