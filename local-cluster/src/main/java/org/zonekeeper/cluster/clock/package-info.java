/** Host clocks that can be set, for one child JVM each. */
package org.zonekeeper.cluster.clock;
