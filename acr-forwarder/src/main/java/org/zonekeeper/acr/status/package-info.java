/** How a forwarder tells an operator, over HTTP, how far each of its zones is behind. */
package org.zonekeeper.acr.status;
