/** Time that never goes back, whatever becomes of a host's clock. */
package org.zonekeeper.am.clock;
