/** One judge for each row of the failover contract. */
package org.zonekeeper.check.row;
