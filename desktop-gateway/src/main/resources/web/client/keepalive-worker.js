// Runs as a worker: one message in, the period in milliseconds; a message out each time it is over.
self.onmessage = (event) => setInterval(() => self.postMessage(0), event.data);
