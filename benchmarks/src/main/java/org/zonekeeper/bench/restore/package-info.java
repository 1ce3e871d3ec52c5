/** How long a takeover takes for what a zone holds, with a standby and without. */
package org.zonekeeper.bench.restore;
